package dev.engram.gateway.adapter.token;

import dev.engram.kit.auth.KeySource;
import dev.engram.runtime.token.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the gateway: one file, or a folder of files {@code *.pem}, of which the last by name signs and all are published. A key
 * that appears while the gateway runs is published first and signs when every service has had time to read it. Thread-safe.
 */
public final class SigningKeyFolder implements KeySource {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeyFolder.class);
    private static final String SETTING = "engram.gateway.signing-key";

    /** How long a key is published before it signs: other instances read the folder, and services the keys, every ten seconds. */
    static final Duration PUBLISHED_FIRST = Duration.ofSeconds(30);

    private final Optional<Path> place;
    private final InstantSource clock;

    // guarded by this
    private final Map<String, Instant> firstSeen = new HashMap<>();
    private volatile List<SigningKey> keys = List.of();

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
        var found = new LinkedHashMap<String, SigningKey>();
        var now = clock.instant();
        var atStart = keys.isEmpty();
        try {
            for (var file : files()) {
                var key = SigningKey.read(file);
                found.put(key.id(), key);
            }
        } catch (IOException e) {
            throw new IOException(SETTING + ": " + e.getMessage(), e);
        }
        firstSeen.keySet().retainAll(found.keySet());
        found.keySet().forEach(id -> firstSeen.putIfAbsent(id, atStart ? Instant.MIN : now));
        keys = List.copyOf(found.values());
        return keys.stream().collect(Collectors.toMap(SigningKey::id, SigningKey::publicKey));
    }

    private List<Path> files() throws IOException {
        if (place.isEmpty()) {
            throw new IOException(
                    "not set (environment: ENGRAM_GATEWAY_SIGNING_KEY); remedy: name the file of a private key,"
                            + " or a folder of such files, made with " + SigningKey.REMEDY);
        }
        if (!Files.isDirectory(place.get())) {
            return List.of(place.get());
        }
        try (var all = Files.list(place.get())) {
            var files = all.filter(file ->
                            file.toString().endsWith(".pem") && !file.toString().endsWith(".pub.pem"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IOException(
                        "the folder %s holds no key, NAME.pem; remedy: %s".formatted(place.get(), SigningKey.REMEDY));
            }
            return files;
        }
    }

    /** The key that signs now. */
    public synchronized SigningKey current() {
        var published = clock.instant().minus(PUBLISHED_FIRST);
        @Nullable SigningKey newest = null;
        for (var key : keys) {
            if (newest == null || !firstSeen.getOrDefault(key.id(), Instant.MAX).isAfter(published)) {
                newest = key;
            }
        }
        if (newest == null) {
            LOG.atError().log("no signing key");
            throw new IllegalStateException("the keys were not read at start");
        }
        return newest;
    }

    /** All public keys as a JSON Web Key Set. */
    public String keySet() {
        return keys.stream().map(SigningKey::jwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }
}
