package dev.engram.testing;

import dev.engram.local.Folders;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Signs tokens as the gateway does (ES256), with a key of the tests, and no library that the services use for it.
 * The key pair lies in files, so that every class loader and every process of a build uses the same.
 */
public final class TestTokens {
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Duration REUSED = Duration.ofMinutes(1);
    private static final List<String> EVERYBODY =
            List.of("engram", "engram-cards", "engram-reviews", "engram-analytics");

    private final Path folder;
    private final KeyPair keys;
    private final List<String> audience;
    private final Map<Bearer, Held> inUse = new ConcurrentHashMap<>();

    private record Bearer(String subject, Set<String> groups) {}

    private record Held(String token, Instant signedAt) {}

    private TestTokens(Path folder, KeyPair keys, List<String> audience) {
        this.folder = folder;
        this.keys = keys;
        this.audience = audience;
    }

    /** The key pair that all tests of a build share. */
    public static TestTokens shared() {
        return in(RepositoryRoot.find().resolve("target").resolve("infra").resolve("keys"));
    }

    /** The key pair in {@code folder}; made there if it is not there yet. */
    public static TestTokens in(Path folder) {
        return unchecked(() -> {
            var pair = folder.resolve("pair");
            if (!Files.exists(pair)) {
                makePair(folder, pair);
            }
            var keys = new KeyPair(readPublicKey(pair.resolve("public.pem")), readKey(pair.resolve("private.pem")));
            return new TestTokens(pair, keys, EVERYBODY);
        });
    }

    /** Signs with an existing key, such as that of a running gateway. */
    public static TestTokens signedWith(KeyPair keys) {
        return new TestTokens(Path.of("unknown"), keys, EVERYBODY);
    }

    /**
     * The same for these audiences only: {@code engram} is the gateway, {@code engram-cards}, {@code engram-reviews} and
     * {@code engram-analytics} are the services. Else a token is good for all of them.
     */
    public TestTokens withAudience(String... names) {
        return new TestTokens(folder, keys, List.of(names));
    }

    /** The id by which tokens name the key: its thumbprint (RFC 7638). */
    public String keyId() {
        return unchecked(() -> {
            var members = "{\"crv\":\"P-256\",\"kty\":\"EC\",%s}".formatted(coordinates());
            var digest = MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.US_ASCII));
            return base64(digest);
        });
    }

    /** The public key as a JSON Web Key. */
    public String jwk() {
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",%s}".formatted(keyId(), coordinates());
    }

    private String coordinates() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return "\"x\":\"%s\",\"y\":\"%s\"".formatted(coordinate(point.getAffineX()), coordinate(point.getAffineY()));
    }

    private static String coordinate(BigInteger number) {
        var hex = "%064x".formatted(number);
        return base64(HexFormat.of().parseHex(hex));
    }

    private static <T> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** For {@code mp.jwt.verify.publickey.location}. */
    public Path publicKeyFile() {
        return folder.resolve("public.pem");
    }

    /** For {@code engram.gateway.signing-key}. */
    public Path privateKeyFile() {
        return folder.resolve("private.pem");
    }

    /** A token of a learner who is no author. */
    public String learner(UUID learnerId) {
        return token(learnerId.toString(), Set.of("learner"));
    }

    /** A token of a learner who is an author too. */
    public String author(UUID learnerId) {
        return token(learnerId.toString(), Set.of("learner", "author"));
    }

    /** A valid token with this subject and these roles: the same one for a minute, as a client keeps the one it has. */
    public String token(String subject, Set<String> groups) {
        var now = Instant.now();
        return inUse.compute(
                        new Bearer(subject, Set.copyOf(groups)),
                        (_, held) ->
                                held != null && now.isBefore(held.signedAt().plus(REUSED))
                                        ? held
                                        : new Held(lasting(LIFETIME, subject, groups), now))
                .token();
    }

    /** The same for a life of another length than the five minutes of the others. */
    public String lasting(Duration life, String subject, Set<String> groups) {
        var now = Instant.now();
        return sign(claims("engram", audience, subject, groups, now, now.plus(life)));
    }

    /** A token that was good until {@code expiredAt}; the services allow for clocks that differ by some seconds. */
    public String expired(UUID learnerId, Instant expiredAt) {
        return sign(claims(
                "engram", audience, learnerId.toString(), Set.of("learner"), expiredAt.minus(LIFETIME), expiredAt));
    }

    /** A token of another issuer, or for another audience, signed with the right key. */
    public String foreign(UUID learnerId, String issuer, String audience) {
        var now = Instant.now();
        return sign(
                claims(issuer, List.of(audience), learnerId.toString(), Set.of("learner"), now, now.plus(LIFETIME)));
    }

    /** Signs any claims, given as JSON. */
    public String sign(String claimsJson) {
        var signed = base64("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"%s\"}"
                        .formatted(keyId())
                        .getBytes(StandardCharsets.UTF_8))
                + "."
                + base64(claimsJson.getBytes(StandardCharsets.UTF_8));
        return unchecked(() -> {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        });
    }

    private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der(file)));
    }

    private static PublicKey readPublicKey(Path file) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der(file)));
    }

    private static byte[] der(Path file) throws IOException {
        return Base64.getDecoder().decode(Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", ""));
    }

    private static String claims(
            String issuer, List<String> audience, String subject, Set<String> groups, Instant from, Instant until) {
        return """
                {"iss":"%s","aud":[%s],"sub":"%s","groups":[%s],"iat":%d,"exp":%d,"sid":"%s","signOuts":0}""".formatted(
                        issuer,
                        list(audience),
                        subject,
                        list(new TreeSet<>(groups)),
                        from.getEpochSecond(),
                        until.getEpochSecond(),
                        UUID.randomUUID());
    }

    private static String list(Collection<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
    }

    /** Both files appear at once, by moving their folder: another process sees both or none. */
    private static void makePair(Path folder, Path pair) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var keys = generator.generateKeyPair();
        var draft = Files.createTempDirectory(folder, "draft-");
        writePem(draft.resolve("private.pem"), "PRIVATE KEY", keys.getPrivate().getEncoded());
        writePem(draft.resolve("public.pem"), "PUBLIC KEY", keys.getPublic().getEncoded());
        try {
            Files.move(draft, pair, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Folders.delete(draft);
            if (!Files.exists(pair)) {
                throw e;
            } // else another process was faster: its pair is used
        }
    }

    private static void writePem(Path file, String label, byte[] der) throws IOException {
        var body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        Files.writeString(file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, body, label));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
