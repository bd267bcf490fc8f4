package dev.engram.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Reads that must see what was written: asked again until the answer has caught up with a position. */
public final class CaughtUp {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private CaughtUp() {}

    /**
     * @param query with {@code after}
     * @throws IOException if the service has not caught up within a minute
     */
    public static JsonNode get(EngramApi api, String path, Map<String, String> query)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode answer = api.get(path, query);
        while (!answer.path("caughtUp").asBoolean(true)) {
            if (System.nanoTime() > deadline) {
                throw new IOException(path + " has not caught up with " + query.get("after") + " within "
                        + PATIENCE.toSeconds() + " s; ./engram status shows its lag");
            }
            answer = api.get(path, query);
        }
        return answer;
    }
}
