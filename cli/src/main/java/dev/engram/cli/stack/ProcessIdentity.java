package dev.engram.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that cannot be mistaken for another: pids are used again, so its time of birth belongs to it.
 *
 * @param pid process id
 * @param birth opaque; on Linux the boot id and the start in clock ticks after boot, which no change of the clock moves
 */
public record ProcessIdentity(long pid, String birth) {

    /** The identity of a process that lives now. A zombie does not. */
    public static Optional<ProcessIdentity> of(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(ProcessIdentity::birthOf)
                .map(birth -> new ProcessIdentity(pid, birth));
    }

    /** Whether this very process still lives. */
    public boolean isAlive() {
        return handle().isPresent();
    }

    /** A handle on this very process, empty if it has ended, even if its pid is in use again. */
    public Optional<ProcessHandle> handle() {
        return of(pid).filter(this::equals).flatMap(_ -> ProcessHandle.of(pid));
    }

    private static Optional<String> birthOf(ProcessHandle process) {
        Path stat = Path.of("/proc/" + process.pid() + "/stat");
        Path bootId = Path.of("/proc/sys/kernel/random/boot_id");
        if (Files.isReadable(stat) && Files.isReadable(bootId)) {
            try {
                String line = Files.readString(stat);
                // "pid (name) state ppid …": the name may hold blanks and brackets; state is field 3, the start field
                // 22
                String[] fields =
                        line.substring(line.lastIndexOf(')') + 2).strip().split(" ");
                if (fields[0].equals("Z") || fields[0].equals("X")) {
                    return Optional.empty();
                }
                return Optional.of(Files.readString(bootId).strip() + ":" + fields[19]);
            } catch (IOException e) {
                return Optional.empty(); // ended between two lines
            }
        }
        return process.info().startInstant().map(start -> Long.toString(start.toEpochMilli()));
    }
}
