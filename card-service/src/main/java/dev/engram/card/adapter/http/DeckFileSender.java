package dev.engram.card.adapter.http;

import dev.engram.card.domain.text.FileText;
import dev.engram.kit.problem.BytesInFlight;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ResponseChunks;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;

/**
 * Sends files as fast as clients take them, not all at once: the framework's own writer of text would make one buffer of a file,
 * which stays in memory as long as its client is slow. Those being sent have a bound in common. Blocks; for virtual threads.
 */
@Singleton
class DeckFileSender {

    /** What the files that are being sent may take. */
    static final String BUDGET = "deck-exports";

    private final BytesInFlight inFlight;
    private final CurrentVertxRequest request;

    DeckFileSender(@Named(BUDGET) BytesInFlight inFlight, CurrentVertxRequest request) {
        this.inFlight = inFlight;
        this.request = request;
    }

    /** Answers the current request; a client that takes nothing for 10 seconds is cut off. */
    void send(FileText file, Map<String, String> headers) {
        if (!inFlight.enter(file.length())) {
            throw Problem.overloaded().exception().withHeader("Retry-After", "1");
        }
        try {
            var response = request.getCurrent().response();
            headers.forEach(response::putHeader);
            response.putHeader("Content-Length", Integer.toString(file.length()));
            file.writeTo(new ResponseChunks(response));
        } catch (IOException clientGone) {
            request.getCurrent().request().connection().close();
        } finally {
            inFlight.leave(file.length());
        }
    }
}
