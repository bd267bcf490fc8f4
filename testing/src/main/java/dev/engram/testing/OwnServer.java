package dev.engram.testing;

import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * A real server of one's own, for tests that kill, pause or break it: a process or, with {@code -Dinfra=containers}, a
 * container. Confined to one thread. It ends with this JVM; a container whose JVM was killed is removed at the next start.
 */
public abstract sealed class OwnServer implements AutoCloseable permits OwnBroker, OwnMongod, BareMongod {
    private static final int ATTEMPTS = 3;

    private final int port;
    final ServerControl control;

    OwnServer(int port, ServerControl control) {
        this.port = port;
        this.control = control;
    }

    /**
     * Starts a server, and again with other ports if it does not come up: between the choice of a free port and its use another
     * process may take it.
     */
    static <S extends OwnServer> S startOnFreePorts(Supplier<S> start) {
        for (int attempt = 1; ; attempt++) {
            try {
                return start.get();
            } catch (UncheckedIOException failed) {
                if (attempt == ATTEMPTS) {
                    throw failed;
                }
                System.err.println("a server did not start, attempt " + attempt + ": " + failed.getMessage());
            }
        }
    }

    /** The port of 127.0.0.1 on which it listens. */
    public final int port() {
        return port;
    }

    /** Whether it runs; a paused one does. */
    public final boolean isAlive() {
        return control.isAlive();
    }

    /** Ends it in good order (SIGTERM). */
    public final void stop() {
        control.stop();
    }

    /** Ends it at once (SIGKILL). */
    public final void kill() {
        control.kill();
    }

    /** Starts it again on the same data and port, and returns when it is ready. */
    public final void startAgain() {
        control.startAgain();
    }

    /** Stops it from running (SIGSTOP, or the engine's freezer); connections stay open without answers. */
    public final void pause() {
        control.pause();
    }

    /** Continues it, if it is paused. */
    public final void resume() {
        control.resume();
    }

    /** Kills it and deletes its data. */
    @Override
    public final void close() {
        control.close();
    }
}
