package dev.engram.cli.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Only one command starts or stops a stack at a time. The system frees the lock of a process that died. */
final class StackLock implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final FileChannel channel;

    private StackLock(FileChannel channel) {
        this.channel = channel;
    }

    static StackLock acquire(Path file, StackProgress progress) throws IOException {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            boolean reported = false;
            while (tryLock(channel) == null) {
                if (!reported) {
                    progress.note("another engram command is running (pid "
                            + Files.readString(file).strip() + "), waiting for it");
                    reported = true;
                }
                Thread.sleep(PAUSE);
            }
            writeOwner(channel);
            return new StackLock(channel);
        } catch (IOException e) {
            throw new IOException("cannot lock " + file + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for another engram command", e);
        }
    }

    /** The lock, if no other command holds it now; else null. */
    static @Nullable StackLock tryAcquire(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            return null;
        }
        writeOwner(channel);
        return new StackLock(channel);
    }

    private static void writeOwner(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
