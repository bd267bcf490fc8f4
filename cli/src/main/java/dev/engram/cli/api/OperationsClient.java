package dev.engram.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackPorts;
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
import org.jspecify.annotations.Nullable;

/**
 * The operations ({@code /internal/...}) of the services of a local stack, as an operator.
 *
 * @param signingKey the private key of the stack (EC P-256, PKCS #8, PEM), see {@code LocalStack.signingKey()}
 */
public record OperationsClient(StackPorts ports, Path signingKey) {
    private static final Duration QUESTION = Duration.ofSeconds(10);
    private static final Duration WORK = Duration.ofMinutes(5);
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /**
     * @param path with its query, e.g. {@code /internal/projections}
     * @throws ApiException if the service refuses the request, with its reason
     */
    public JsonNode get(StackPart service, String path) throws IOException, InterruptedException {
        return send("GET", service, path, null);
    }

    /** As {@link #get}. @param body null for none */
    public JsonNode post(StackPart service, String path, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        return send("POST", service, path, body);
    }

    /** As {@link #get}. */
    public JsonNode delete(StackPart service, String path) throws IOException, InterruptedException {
        return send("DELETE", service, path, null);
    }

    private JsonNode send(String method, StackPart service, String path, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        return JsonHttp.send(
                method,
                ports.url(service),
                path,
                token(Instant.now()),
                body == null ? null : JsonHttp.Body.of(body),
                method.equals("GET") ? QUESTION : WORK);
    }

    /** A JWT (ES256) that admits its bearer for five minutes. */
    private String token(Instant now) throws IOException {
        ObjectNode claims = JsonHttp.JSON
                .createObjectNode()
                .put("iss", "engram")
                .put("aud", "engram")
                .put("sub", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(TOKEN_LIFETIME).getEpochSecond());
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
