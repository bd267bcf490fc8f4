package dev.engram.testing;

/**
 * What tests do to a server of their own, whether it is a process or a container. Confined to one thread; closing kills it
 * and deletes its data. The same tests run on both kinds (OwnBrokerTest, OwnMongodTest).
 */
interface ServerControl extends AutoCloseable {
    /** Whether it runs; a paused one does. */
    boolean isAlive();

    /** Ends it in good order (SIGTERM), and at once if it takes too long. A paused one is woken. */
    void stop();

    /** Ends it at once (SIGKILL) and returns when it is gone. */
    void kill();

    /**
     * Starts it again on the same data and port, and returns when it is ready.
     *
     * @throws IllegalStateException if it runs
     */
    void startAgain();

    /** Stops it from running: it keeps its memory, connections and port, and answers nobody. */
    void pause();

    /** Lets a paused one go on; nothing happens to one that runs. */
    void resume();

    /** Bytes of a file. @param file below the server's data folder, parts separated by slashes */
    long sizeOf(String file);

    /**
     * Cuts the end off a file, as a disk that lost its last writes would. Stop the server first.
     *
     * @param file below the server's data folder, parts separated by slashes
     * @param size bytes to keep, at most {@link #sizeOf}
     */
    void truncate(String file, long size);

    @Override
    void close();
}
