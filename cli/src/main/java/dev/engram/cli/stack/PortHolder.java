package dev.engram.cli.stack;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the process that listens on a TCP port, on Linux, from /proc. */
public final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";
    private static final int SHOWN = 60;

    private PortHolder() {}

    /** E.g. {@code pid 4711 (java -jar other.jar)}; empty if none listens or the system does not say. */
    public static Optional<String> of(int port) {
        Set<String> inodes = new HashSet<>();
        for (String table : new String[] {"net/tcp", "net/tcp6"}) {
            inodes.addAll(listening(PROC.resolve(table), port));
        }
        if (inodes.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOneOf(process, inodes)) {
                    return Optional.of("pid " + process.getFileName() + " (" + command(process) + ")");
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of("a process of another user");
    }

    private static Set<String> listening(Path table, int port) {
        Set<String> inodes = new HashSet<>();
        String wanted = ":" + "%04X".formatted(port);
        try {
            for (String line : Files.readAllLines(table)) {
                // sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode …
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[1].endsWith(wanted) && fields[3].equals(LISTEN)) {
                    inodes.add("socket:[" + fields[9] + "]");
                }
            }
        } catch (IOException e) {
            return Set.of(); // not Linux, or no such protocol
        }
        return inodes;
    }

    private static boolean holdsOneOf(Path process, Set<String> inodes) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (inodes.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // of another user, or it ended meanwhile
        }
        return false;
    }

    private static String command(Path process) {
        try {
            String line = Files.readString(process.resolve("cmdline"))
                    .replace('\0', ' ')
                    .strip();
            return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
        } catch (IOException e) {
            return "?";
        }
    }
}
