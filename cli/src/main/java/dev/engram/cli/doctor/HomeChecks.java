package dev.engram.cli.doctor;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.PortHolder;
import dev.engram.cli.stack.StackPart;
import dev.engram.local.CacheFolder;
import dev.engram.local.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether the folders of a stack can be used, and by its owner only, and whether its ports are free. */
final class HomeChecks {
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private HomeChecks() {}

    static List<Finding> all(LocalStack stack) {
        List<Finding> found = new ArrayList<>();
        found.add(folder("home", stack.home(), "use another folder: --home FOLDER"));
        found.add(secret("home", stack.home(), "chmod 700 " + stack.home(), Finding.Level.WARN));
        found.addAll(keys(stack.home().resolve("keys")));
        found.add(folder("cache", CacheFolder.ofThisUser(), "set XDG_CACHE_HOME to a folder that can be written"));
        found.removeIf(finding -> finding.found().isEmpty());
        for (StackPart part : StackPart.values()) {
            boolean alive = stack.process(part).isAlive();
            found.add(port(part.label(), stack.ports().of(part), part.portVariable(), alive));
            if (part == StackPart.BROKER) {
                found.add(port("controller", stack.ports().controller(), "ENGRAM_PORT_CONTROLLER", alive));
            }
        }
        return found;
    }

    /** The signing key and the passwords of broker, mongod and their users. */
    private static List<Finding> keys(Path folder) {
        if (Files.notExists(folder)) {
            return List.of(Finding.ok("keys", "./engram up makes them"));
        }
        try (var files = Files.walk(folder)) {
            List<Path> secrets = files.filter(Files::isRegularFile).sorted().toList();
            List<Finding> open = secrets.stream()
                    .map(file -> secret("key", file, "chmod 600 " + file, Finding.Level.FAIL))
                    .filter(finding -> finding.level() == Finding.Level.FAIL)
                    .toList();
            return open.isEmpty()
                    ? List.of(
                            Finding.ok("keys", "only their owner reads the %d in %s".formatted(secrets.size(), folder)))
                    : open;
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of(Finding.fail("keys", folder + " cannot be read", "chmod 700 " + folder));
        }
    }

    private static Finding folder(String subject, Path folder, String remedy) {
        Path existing = MachineChecks.existing(folder);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            return Finding.fail(subject, folder + " is not a folder", remedy);
        }
        if (!Files.isWritable(existing)) {
            return Finding.fail(subject, existing + " cannot be written", remedy);
        }
        return Finding.ok(subject, Files.exists(folder) ? folder + " can be written" : folder + " can be made");
    }

    /** Empty where the folder or file is not there, or the file system has no modes. */
    private static Finding secret(String subject, Path file, String remedy, Finding.Level level) {
        try {
            Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            boolean open = modes.stream().anyMatch(OF_OTHERS::contains);
            String found = file + " has mode " + PosixFilePermissions.toString(modes);
            return open
                    ? new Finding(level, subject, found + ": others can use it", remedy)
                    : Finding.ok(subject, found);
        } catch (IOException | UnsupportedOperationException unknown) {
            return Finding.ok(subject, "");
        }
    }

    private static Finding port(String part, int port, String variable, boolean alive) {
        String subject = "port " + port;
        if (alive) {
            return FreePorts.isFree(port)
                    ? Finding.warn(
                            subject, part + " of this stack runs and does not listen yet", "./engram logs " + part)
                    : Finding.ok(subject, part + " of this stack listens");
        }
        return FreePorts.isFree(port)
                ? Finding.ok(subject, "free for " + part)
                : Finding.fail(
                        subject,
                        "%s needs it, and it is taken%s"
                                .formatted(
                                        part,
                                        PortHolder.of(port)
                                                .map(holder -> " by " + holder)
                                                .orElse("")),
                        "end that process, or use other ports: --port-base PORT moves all of them, the variable %s only this one"
                                .formatted(variable));
    }
}
