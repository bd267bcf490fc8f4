package dev.engram.gateway.adapter.token;

import dev.engram.kit.auth.KeySource;
import dev.engram.runtime.token.SigningKey;
import dev.engram.runtime.token.SigningKeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys of the gateway: one file, or a folder of files {@code *.pem}, of which the last by name signs and all are published. A key
 * that appears while the gateway runs is published first and signs when every service has had time to read it. Thread-safe; only
 * {@link #read} waits for anything.
 */
public final class SigningKeyFolder implements KeySource {
    private static final String SETTING = "engram.gateway.signing-key";

    private final Optional<Path> place;
    private final InstantSource clock;
    private volatile List<Published> keys = List.of();

    /** @param signsFrom when every service has had time to read it */
    private record Published(SigningKey key, Instant signsFrom) {}

    /** @param place the file or the folder */
    public SigningKeyFolder(Optional<Path> place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    @Override
    public boolean mayComeLater() {
        return false;
    }

    @Override
    public synchronized Map<String, PublicKey> read() throws IOException {
        var known = keys.stream()
                .collect(Collectors.toMap(published -> published.key().id(), Published::signsFrom));
        // at start there may be tokens of each of them
        var signsFrom = known.isEmpty() ? Instant.MIN : clock.instant().plus(SigningKeyFiles.PUBLISHED_FIRST);
        var found = new LinkedHashMap<String, Published>();
        try {
            for (var file : files()) {
                var key = SigningKey.read(file);
                found.put(key.id(), new Published(key, known.getOrDefault(key.id(), signsFrom)));
            }
        } catch (IOException e) {
            throw new IOException(SETTING + ": " + e.getMessage(), e);
        }
        keys = List.copyOf(found.values());
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().key().publicKey()));
    }

    private List<Path> files() throws IOException {
        if (place.isEmpty()) {
            throw new IOException(
                    "not set (environment: ENGRAM_GATEWAY_SIGNING_KEY); remedy: name the file of a private key,"
                            + " or a folder of such files, made with " + SigningKey.REMEDY);
        }
        return Files.isDirectory(place.get()) ? new SigningKeyFiles(place.get()).all() : List.of(place.get());
    }

    /** The key that signs now. */
    public SigningKey current() {
        var now = clock.instant();
        var all = keys;
        return all.reversed().stream()
                .filter(published -> !published.signsFrom().isAfter(now))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(Published::key)
                .orElseThrow(() -> new IllegalStateException("the keys were not read at start"));
    }

    /** All public keys as a JSON Web Key Set. */
    public String keySet() {
        return keys.stream()
                .map(published -> published.key().jwk())
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }
}
