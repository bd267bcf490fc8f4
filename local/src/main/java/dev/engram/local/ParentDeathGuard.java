package dev.engram.local;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends processes when this JVM ends, also by {@code kill -9}. A small shell process reads from a pipe whose other end this
 * JVM holds. The system closes that end when this JVM dies, and the shell then kills its process. Nothing is polled, and a
 * zombie counts as dead.
 */
public final class ParentDeathGuard {
    // also keeps the pipes from being closed by the garbage collector
    private static final Map<Long, Process> GUARDS = new ConcurrentHashMap<>();

    private ParentDeathGuard() {}

    /** Makes a process end with this JVM, and returns it. */
    public static RunningProcess guard(RunningProcess process) throws IOException {
        long pid = process.pid();
        // Ctrl-C goes to the whole group: the guard must survive it, to see that its process has ended as well
        var guard = new ProcessBuilder(
                        "/bin/sh", "-c", "trap '' INT TERM HUP; cat >/dev/null; kill -9 \"$0\"", Long.toString(pid))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        GUARDS.put(pid, guard);
        var unused = process.handle().onExit().thenRun(() -> remove(pid));
        return process;
    }

    private static void remove(long pid) {
        var guard = GUARDS.remove(pid);
        if (guard != null) {
            // the shell first, so that it kills no other process that gets the same id; then the cat that it waits for
            var children = guard.descendants().toList();
            guard.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
