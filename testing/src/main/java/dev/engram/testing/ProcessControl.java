package dev.engram.testing;

import dev.engram.local.Folders;
import dev.engram.local.RunningProcess;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** A server that is a process of this machine. It ends with this JVM at the latest. */
final class ProcessControl implements ServerControl {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(90);

    private final Path folder;
    private final IoTask<RunningProcess> launch;
    private RunningProcess process;

    private ProcessControl(Path folder, IoTask<RunningProcess> launch, RunningProcess process) {
        this.folder = folder;
        this.launch = launch;
        this.process = process;
    }

    /**
     * @param folder everything of the server, deleted in the end; what it stores is below {@code data}
     * @param launch starts the process, and returns when it is ready; called for every start
     */
    static ProcessControl start(Path folder, IoTask<RunningProcess> launch) {
        return new ProcessControl(folder, launch, IoTask.unchecked(launch));
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
        process = IoTask.unchecked(launch);
    }

    @Override
    public void pause() {
        IoTask.run(process::pause);
    }

    @Override
    public void resume() {
        IoTask.run(process::resume);
    }

    @Override
    public long sizeOf(String file) {
        return stored(file).toFile().length();
    }

    @Override
    public void truncate(String file, long size) {
        IoTask.unchecked(() -> {
            try (var channel = FileChannel.open(stored(file), StandardOpenOption.WRITE)) {
                return channel.truncate(size);
            }
        });
    }

    @Override
    public void close() {
        process.kill();
        IoTask.run(() -> Folders.delete(folder));
    }

    private Path stored(String file) {
        return folder.resolve("data").resolve(file);
    }
}
