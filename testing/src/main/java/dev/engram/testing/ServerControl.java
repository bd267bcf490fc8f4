package dev.engram.testing;

/**
 * What tests do to a server of their own, whether it is a process or a container. Confined to one thread; closing kills it
 * and deletes its data. The same tests run on both kinds (OwnBrokerTest, OwnMongodTest).
 */
interface ServerControl extends AutoCloseable {
    boolean isAlive();

    /** As {@link OwnServer#stop}, and at once if it takes too long. A paused one continues first. */
    void stop();

    /** As {@link OwnServer#kill}; returns when it has ended. */
    void kill();

    /** @throws IllegalStateException if it runs */
    void startAgain();

    void pause();

    void resume();

    /** Bytes of a file. @param file below the server's data folder, parts separated by slashes */
    long sizeOf(String file);

    /** Keeps the first {@code size} bytes of a file, at most {@link #sizeOf}. Stop the server first. */
    void truncate(String file, long size);

    @Override
    void close();
}
