package dev.engram.kit.problem;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests whose client closed the connection: no error, and there is no one to answer. */
final class AbortedRequest {
    private static final Logger LOG = LoggerFactory.getLogger(AbortedRequest.class);

    private AbortedRequest() {}

    /** Whether a request failed only because its client is gone; logs a line at debug then. */
    static boolean explains(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClosedException
                    || cause instanceof StreamResetException
                    || cause instanceof ClosedChannelException) {
                LOG.atDebug()
                        .addKeyValue("reason", cause.getClass().getSimpleName())
                        .log("the client closed its connection");
                return true;
            }
        }
        return false;
    }
}
