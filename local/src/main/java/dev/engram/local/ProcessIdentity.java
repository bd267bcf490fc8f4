package dev.engram.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told apart from later ones that are given the same process id.
 *
 * @param pid process id
 * @param start when it started: clock ticks since boot on Linux, seconds since 1970 elsewhere
 */
public record ProcessIdentity(long pid, long start) {
    // positions after the closing parenthesis of the command, which may contain anything (proc(5))
    private static final int STATE = 0;
    private static final int START_TICKS = 19;

    /** This JVM. */
    public static ProcessIdentity own() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /** The process that has this id now; none if there is none, or it has ended and only waits for its parent to notice. */
    public static Optional<ProcessIdentity> of(long pid) {
        var status = Path.of("/proc", Long.toString(pid), "stat");
        if (Files.isDirectory(Path.of("/proc/self"))) {
            return fromProc(pid, status);
        }
        // the boot time that Java adds on Linux moves with the clock; elsewhere the start is what the system says
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> new ProcessIdentity(
                        pid,
                        process.info()
                                .startInstant()
                                .map(start -> start.getEpochSecond())
                                .orElse(0L)));
    }

    /** Whether this very process still runs. */
    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** As text for file names, see {@link #parse}. */
    public String token() {
        return pid + "-" + start;
    }

    /** Reads a {@link #token}; none if it is not one. */
    public static Optional<ProcessIdentity> parse(String token) {
        var parts = token.split("-", -1);
        try {
            return parts.length == 2
                    ? Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessIdentity> fromProc(long pid, Path status) {
        try {
            var line = Files.readString(status);
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
            return ended
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_TICKS])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
