package dev.engram.card.adapter.http;

import dev.engram.card.domain.text.FileText;
import dev.engram.kit.problem.BytesInFlight;
import dev.engram.kit.problem.Problem;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends files as fast as clients take them, not all at once: the framework's own writer of text would make one buffer of a file,
 * which stays in memory as long as its client is slow. Those being sent have a bound in common. Blocks; for virtual threads.
 */
@Singleton
class DeckFileSender {

    /** What the files that are being sent may take. */
    static final String BUDGET = "deck-exports";

    private static final int CHUNK = 64 * 1024;
    private static final long STALLED_SECONDS = 10;

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
            file.writeTo(new Chunks(response));
        } catch (IOException clientGone) {
            request.getCurrent().request().connection().close();
        } finally {
            inFlight.leave(file.length());
        }
    }

    /** Writes a chunk when the one before has gone out. */
    private static final class Chunks extends OutputStream {

        private final HttpServerResponse response;

        Chunks(HttpServerResponse response) {
            this.response = response;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int sent = 0; sent < length; sent += CHUNK) {
                await(Buffer.buffer().appendBytes(bytes, from + sent, Math.min(CHUNK, length - sent)));
            }
        }

        private void await(Buffer chunk) throws IOException {
            try {
                response.write(chunk).toCompletionStage().toCompletableFuture().get(STALLED_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException | IllegalStateException gone) {
                throw new IOException("the client takes no more", gone);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IOException("the service stops", stopping);
            }
        }
    }
}
