package dev.engram.cli.stack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.runtime.token.SigningKey;
import dev.engram.runtime.token.SigningKeyFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Tokens of an operator of a local stack.
 *
 * @param keys of the stack, see {@link LocalStack#signingKeys()}
 */
public record OperatorToken(SigningKeyFiles keys) {
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    /** A token that admits its bearer to {@code service} for five minutes from {@code now} on. */
    public String of(StackPart service, Instant now) throws IOException {
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", "engram")
                .put("aud", audience(service))
                .put("sub", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond());
        if (service == StackPart.GATEWAY) {
            // a session that nobody can end: it is over in five minutes
            claims.put("sid", UUID.randomUUID().toString()).put("signOuts", 0);
        }
        claims.putArray("groups").add("operator");
        return SigningKey.read(keys.inUse(now)).sign(claims.toString());
    }

    private static String audience(StackPart service) {
        return switch (service) {
            case CARD -> "engram-cards";
            case REVIEW -> "engram-reviews";
            case ANALYTICS -> "engram-analytics";
            case GATEWAY, MONGOD, BROKER -> "engram";
        };
    }
}
