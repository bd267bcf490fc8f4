package dev.engram.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A process, distinct from later ones that get the same process id.
 *
 * @param pid process id
 * @param start when it started, opaque: on Linux the boot id and the clock ticks since that boot, which no change of the
 *     clock moves; elsewhere milliseconds since 1970. Letters, digits and underscores.
 */
public record ProcessIdentity(long pid, String start) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    // positions after the closing parenthesis of the command, which may contain anything (proc(5))
    private static final int STATE = 0;
    private static final int START_TICKS = 19;

    /** This JVM. */
    public static ProcessIdentity own() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /** The process that has this id now; empty if there is none. A zombie counts as none. */
    public static Optional<ProcessIdentity> of(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(ProcessIdentity::startOf)
                .map(start -> new ProcessIdentity(pid, start));
    }

    /** Whether this very process still runs. */
    public boolean isAlive() {
        return handle().isPresent();
    }

    /** A handle on this very process; empty if it has ended, even if its id is in use again. */
    public Optional<ProcessHandle> handle() {
        return of(pid).filter(this::equals).flatMap(_ -> ProcessHandle.of(pid));
    }

    /** As text for files and their names, see {@link #parse}. */
    public String token() {
        return pid + "-" + start;
    }

    /** Notes it in a file, in one step, for other processes, see {@link #running}. */
    public void save(Path file) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, token());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The process that a file names, if it still runs. Empty also if the file is damaged: then it is not known which it was. */
    public static Optional<ProcessIdentity> running(Path file) {
        try {
            return parse(Files.readString(file)).filter(ProcessIdentity::isAlive);
        } catch (IOException noFile) {
            return Optional.empty();
        }
    }

    /** Reads a {@link #token}; empty if it is not one. */
    public static Optional<ProcessIdentity> parse(String token) {
        return token.matches("[0-9]{1,18}-\\w+")
                ? Optional.of(new ProcessIdentity(
                        Long.parseLong(token.substring(0, token.indexOf('-'))),
                        token.substring(token.indexOf('-') + 1)))
                : Optional.empty();
    }

    private static Optional<String> startOf(ProcessHandle process) {
        if (!Files.isReadable(BOOT_ID)) {
            return process.info().startInstant().map(start -> Long.toString(start.toEpochMilli()));
        }
        try {
            var line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
            return ended
                    ? Optional.empty()
                    : Optional.of(Files.readString(BOOT_ID).strip().replace("-", "") + "_" + fields[START_TICKS]);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
