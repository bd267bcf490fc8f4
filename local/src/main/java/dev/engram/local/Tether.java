package dev.engram.local;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends processes when this JVM ends, however it ends. A tiny shell process reads from a pipe whose other end this JVM
 * holds. The system closes that end when this JVM dies, {@code kill -9} included, and then the shell kills its process.
 * Nothing is polled, and a JVM that is dead but not yet buried (a zombie) counts as dead.
 */
public final class Tether {
    // also keeps the pipes from being closed by the garbage collector
    private static final Map<Long, Process> WATCHERS = new ConcurrentHashMap<>();

    private Tether() {}

    /** Ties a process to the life of this JVM. */
    public static RunningProcess tie(RunningProcess process) throws IOException {
        long pid = process.pid();
        // Ctrl-C goes to the whole group: the watcher must outlive it, to see that its process has ended as well
        var watcher = new ProcessBuilder(
                        "/bin/sh", "-c", "trap '' INT TERM HUP; cat >/dev/null; kill -9 \"$0\"", Long.toString(pid))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        WATCHERS.put(pid, watcher);
        var unused = process.handle().onExit().thenRun(() -> loosen(pid));
        return process;
    }

    private static void loosen(long pid) {
        var watcher = WATCHERS.remove(pid);
        if (watcher != null) {
            // the shell first, so that it kills nobody who may have been given the same process id; then what it waits
            // for
            var children = watcher.descendants().toList();
            watcher.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
