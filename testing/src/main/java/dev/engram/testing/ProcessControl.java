package dev.engram.testing;

import dev.engram.local.Folders;
import dev.engram.local.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** A server that is a process of this machine. It ends with this JVM at the latest. */
final class ProcessControl implements ServerControl {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(90);

    /** Starts a process, and returns when it is ready. */
    interface Launch {
        RunningProcess start() throws IOException;
    }

    private final Path folder;
    private final Launch launch;
    private RunningProcess process;

    private ProcessControl(Path folder, Launch launch, RunningProcess process) {
        this.folder = folder;
        this.launch = launch;
        this.process = process;
    }

    /**
     * @param folder everything of the server, deleted in the end; what it stores is below {@code data}
     * @param launch called for every start
     */
    static ProcessControl start(Path folder, Launch launch) {
        return new ProcessControl(folder, launch, started(launch));
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void stop() {
        process.stop(STOP_TIMEOUT);
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException("the server is running: stop or kill it first");
        }
        process = started(launch);
    }

    @Override
    public void pause() {
        unchecked(process::pause);
    }

    @Override
    public void resume() {
        unchecked(process::resume);
    }

    @Override
    public long sizeOf(String file) {
        return stored(file).toFile().length();
    }

    @Override
    public void truncate(String file, long size) {
        unchecked(() -> {
            try (var channel = FileChannel.open(stored(file), StandardOpenOption.WRITE)) {
                channel.truncate(size);
            }
        });
    }

    @Override
    public void close() {
        process.kill();
        unchecked(() -> Folders.delete(folder));
    }

    private Path stored(String file) {
        return folder.resolve("data").resolve(file);
    }

    private static RunningProcess started(Launch launch) {
        try {
            return launch.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void unchecked(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
