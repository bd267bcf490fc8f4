package dev.engram.kit.problem;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes a chunk of a response when the one before has gone out, so that a slow client does not fill the memory. Blocks; for
 * virtual threads. A client that takes nothing for a while is gone.
 */
public final class ResponseChunks extends OutputStream {

    private static final int CHUNK = 64 * 1024;
    private static final Duration STALLED = Duration.ofSeconds(10);

    private final HttpServerResponse response;
    private final Duration stalled;

    /** For a client that is gone when it takes nothing for 10 seconds. */
    public ResponseChunks(HttpServerResponse response) {
        this(response, STALLED);
    }

    /** @param stalled how long a client may take nothing */
    public ResponseChunks(HttpServerResponse response, Duration stalled) {
        this.response = response;
        this.stalled = stalled;
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
            response.write(chunk)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(stalled.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | IllegalStateException gone) {
            throw new IOException("the client takes no more", gone);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("the service stops", stopping);
        }
    }
}
