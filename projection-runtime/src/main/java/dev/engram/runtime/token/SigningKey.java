package dev.engram.runtime.token;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * A key with which tokens are signed (ES256), and its public half, computed from it so that one file is enough.
 *
 * @param id by which tokens name it ({@code kid}): the thumbprint of RFC 7638, so the same key has the same id everywhere
 */
public record SigningKey(String id, ECPrivateKey privateKey, ECPublicKey publicKey) {
    private static final int P256_BITS = 256;
    private static final int COORDINATE_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** How to make a file for {@link #read}. */
    public static final String REMEDY =
            "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out private.pem";

    /**
     * @param file a private key of the curve P-256 as PKCS #8 in PEM
     * @throws IOException with the file, what is wrong with it and how to make one
     */
    public static SigningKey read(Path file) throws IOException {
        String pem;
        try {
            pem = Files.readString(file);
        } catch (IOException e) {
            throw new IOException("%s cannot be read; remedy: %s".formatted(file, REMEDY), e);
        }
        try {
            var der = Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
            var key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            if (key.getParams().getOrder().bitLength() != P256_BITS) {
                throw new IOException("%s holds a key of another curve; remedy: %s".formatted(file, REMEDY));
            }
            return of(key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    "%s is not a private key (EC P-256, PKCS #8, PEM); remedy: %s".formatted(file, REMEDY), e);
        }
    }

    private static SigningKey of(ECPrivateKey key) throws GeneralSecurityException {
        var params = key.getParams();
        var point = new CurvePoints(params.getCurve()).times(key.getS(), params.getGenerator());
        var publicKey = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, params));
        return new SigningKey(thumbprint(publicKey), key, publicKey);
    }

    private static String thumbprint(ECPublicKey key) throws GeneralSecurityException {
        // the members and their order are those of RFC 7638, 3.2
        var members = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(
                        coordinate(key.getW().getAffineX()),
                        coordinate(key.getW().getAffineY()));
        return BASE64.encodeToString(
                MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The public half as a JSON Web Key (RFC 7517). */
    public String jwk() {
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(
                        id,
                        coordinate(publicKey.getW().getAffineX()),
                        coordinate(publicKey.getW().getAffineY()));
    }

    private static String coordinate(BigInteger number) {
        var bytes = number.toByteArray();
        var padded = new byte[COORDINATE_BYTES];
        var length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_BYTES - length, length);
        return BASE64.encodeToString(padded);
    }

    /** A JWT with these claims. @param claims a JSON object */
    public String sign(String claims) {
        var unsigned =
                encode("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(id)) + "." + encode(claims);
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(privateKey);
            signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign with P-256", e);
        }
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "signing key " + id;
    }
}
