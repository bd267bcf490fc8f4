package dev.engram.cli.stack;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Tokens of an operator of a local stack.
 *
 * @param signingKey the private key of the stack (EC P-256, PKCS #8, PEM), see {@link LocalStack#signingKey()}
 */
public record OperatorToken(Path signingKey) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** A JWT (ES256) that admits its bearer for five minutes from {@code now} on. */
    public String at(Instant now) throws IOException {
        ObjectNode claims = JSON.createObjectNode()
                .put("iss", "engram")
                .put("aud", "engram")
                .put("sub", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond());
        claims.putArray("groups").add("operator");
        String unsigned = encode("{\"alg\":\"ES256\",\"typ\":\"JWT\"}") + "." + encode(claims.toString());
        try {
            String pem = Files.readString(signingKey).replaceAll("-----[A-Z ]+-----", "");
            var key = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem));
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KeyFactory.getInstance("EC").generatePrivate(key));
            signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(signingKey + " is not a private key (EC P-256, PKCS #8, PEM): " + e.getMessage(), e);
        }
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
