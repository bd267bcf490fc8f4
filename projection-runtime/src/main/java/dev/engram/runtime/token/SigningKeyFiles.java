package dev.engram.runtime.token;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A folder of signing keys, {@code *.pem}: all are published, and the last by name signs once it has been published for a while. A
 * process that ends between any two steps leaves every key that was there, and none that is half written.
 *
 * @param folder is made where it is missing
 */
public record SigningKeyFiles(Path folder) {
    /** How long a key is published before it signs: gateways read the folder, and services the keys, every ten seconds. */
    public static final Duration PUBLISHED_FIRST = Duration.ofSeconds(30);

    /**
     * How old a key must be for those before it to go: it signs after ten seconds until it is read and {@link #PUBLISHED_FIRST}, the
     * last tokens of the one before live for ten minutes more, and clocks differ by ten seconds.
     */
    public static final Duration SUPERSEDES_AFTER = Duration.ofMinutes(15);

    private static final Duration IN_USE_AFTER = PUBLISHED_FIRST.multipliedBy(2);

    private static final String PREFIX = "key_";
    private static final String SUFFIX = ".pem";
    private static final String UNFINISHED = ".new";
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'" + PREFIX + "'yyyyMMdd'T'HHmmssSSS'" + SUFFIX + "'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * All keys, by name; at least one.
     *
     * @throws IOException if there is none, with how to make one
     */
    public List<Path> all() throws IOException {
        var files = keys();
        if (files.isEmpty()) {
            throw new IOException(
                    "the folder %s holds no key, NAME.pem; remedy: %s".formatted(folder, SigningKey.REMEDY));
        }
        return files;
    }

    private List<Path> keys() throws IOException {
        return ending(SUFFIX).stream()
                .filter(file -> !file.toString().endsWith(".pub.pem"))
                .toList();
    }

    private List<Path> ending(String suffix) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** Whether there is a key. */
    public boolean isThere() throws IOException {
        return Files.isDirectory(folder) && !keys().isEmpty();
    }

    /** The key that others than the gateway sign with: one that every service has had time to read. */
    public Path inUse(Instant now) throws IOException {
        var all = all();
        return all.get(Math.max(0, last(all, now.minus(IN_USE_AFTER))));
    }

    /** The index of the last key made here that was there at {@code moment}; -1 if none was. */
    private static int last(List<Path> all, Instant moment) throws IOException {
        for (int i = all.size() - 1; i >= 0; i--) {
            // of another file, such as a copy with its old time, nobody knows how long services have known it
            boolean isOurs = all.get(i).getFileName().toString().startsWith(PREFIX);
            if (isOurs && !Files.getLastModifiedTime(all.get(i)).toInstant().isAfter(moment)) {
                return i;
            }
        }
        return -1;
    }

    /** Makes the first key where there is none. */
    public void makeFirst(Instant now) throws IOException {
        Files.createDirectories(folder);
        if (!isThere()) {
            make(now);
        }
    }

    /**
     * Makes one more key, which takes the place of the others: a running gateway publishes it within ten seconds and signs with it
     * {@link #PUBLISHED_FIRST} later.
     *
     * @throws IOException where the new key would not be the last by name
     */
    public Path make(Instant now) throws IOException {
        var file = folder.resolve(NAME.format(now));
        var last = isThere() ? all().getLast() : null;
        if (last != null && last.compareTo(file) >= 0) {
            throw new IOException(
                    "%s comes after %s by name, so the new key would never sign; remedy: give it an earlier name"
                            .formatted(last, file.getFileName()));
        }
        // only its owner reads it, and its name is not that of a key until it is whole and on the disk
        var unfinished = Files.createTempFile(folder, "key", UNFINISHED);
        Files.writeString(unfinished, pem());
        force(unfinished, StandardOpenOption.WRITE);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        force(folder, StandardOpenOption.READ);
        return file;
    }

    private static void force(Path file, StandardOpenOption access) throws IOException {
        try (var channel = FileChannel.open(file, access)) {
            channel.force(true);
        }
    }

    private static String pem() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var der = generator.generateKeyPair().getPrivate().getEncoded();
            var body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(der);
            return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no EC P-256", e);
        }
    }

    /** The keys of which no token can live any more. */
    public List<Path> superseded(Instant now) throws IOException {
        var all = all();
        return all.subList(0, Math.max(0, last(all, now.minus(SUPERSEDES_AFTER))));
    }

    /** Removes {@link #superseded} keys, and what a process has left that ended while it made one. */
    public List<Path> removeSuperseded(Instant now) throws IOException {
        var old = now.minus(SUPERSEDES_AFTER);
        var files = new ArrayList<>(superseded(now));
        for (var unfinished : ending(UNFINISHED)) {
            if (Files.getLastModifiedTime(unfinished).toInstant().isBefore(old)) {
                files.add(unfinished);
            }
        }
        return remove(files);
    }

    /** Removes all keys but the last: tokens of the others are refused as soon as that is noticed. */
    public List<Path> removeAllButLast() throws IOException {
        var all = all();
        return remove(all.subList(0, all.size() - 1));
    }

    private static List<Path> remove(List<Path> files) throws IOException {
        for (var file : files) {
            Files.deleteIfExists(file);
        }
        return List.copyOf(files);
    }

    /** One line for each key: its name, its id, and what becomes of it. */
    public List<String> describe(Instant now) throws IOException {
        var all = all();
        var superseded = superseded(now);
        var signs = all.indexOf(inUse(now));
        var lines = new ArrayList<String>();
        for (int i = 0; i < all.size(); i++) {
            var file = all.get(i);
            String state;
            if (i == signs) {
                state = "signs";
            } else if (i > signs) {
                state = "is published, signs soon";
            } else {
                state = superseded.contains(file) ? "can go" : "its tokens are still good";
            }
            lines.add("%s  %s  %s"
                    .formatted(file.getFileName(), SigningKey.read(file).id(), state));
        }
        return lines;
    }
}
