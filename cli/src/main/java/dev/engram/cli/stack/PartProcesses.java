package dev.engram.cli.stack;

import dev.engram.local.BrokerMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds the processes of a stack by their command lines, also those that no file in its home names any more. A process is of a
 * part if it runs the program of the part, on the folder of the part in this home, for this user, and sees the same files.
 */
final class PartProcesses {
    private static final Path PROC = Path.of("/proc");

    private PartProcesses() {}

    /** What runs now; parts without a process are absent. */
    static Map<StackPart, List<ProcessHandle>> of(StackFolders folders) {
        Map<StackPart, List<ProcessHandle>> found = new EnumMap<>(StackPart.class);
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            List<String> line = commandLine(process);
            for (StackPart part : StackPart.values()) {
                if (runs(line, part, folders) && isOfThisUser(process) && seesTheSameFiles(process)) {
                    found.computeIfAbsent(part, _ -> new ArrayList<>()).add(process);
                }
            }
        }
        return found;
    }

    private static boolean runs(List<String> line, StackPart part, StackFolders folders) {
        return switch (part) {
            case MONGOD -> runs(line, "mongod", "--dbpath", folders.data(part));
            case BROKER -> runs(line, "java", BrokerMain.class.getName(), folders.data(part));
            case CARD, REVIEW, ANALYTICS, GATEWAY -> runs(line, "java", "-jar", folders.app(part));
        };
    }

    /** Whether this is the program, and after the argument {@code before} comes the folder or a file in it. */
    private static boolean runs(List<String> line, String program, String before, Path folder) {
        int at = line.indexOf(before);
        return at > 0
                && at + 1 < line.size()
                && ("/" + line.getFirst()).endsWith("/" + program)
                && (line.get(at + 1) + "/").startsWith(folder + "/");
    }

    private static List<String> commandLine(ProcessHandle process) {
        try {
            // not from the handle: on Linux that omits what does not fit on a page, as the class path of the broker
            String line = Files.readString(
                    PROC.resolve(Long.toString(process.pid())).resolve("cmdline"), StandardCharsets.UTF_8);
            return line.isEmpty() ? List.of() : Arrays.asList(line.split("\0"));
        } catch (IOException notLinuxOrEnded) {
            List<String> line =
                    new ArrayList<>(process.info().command().stream().toList());
            process.info().arguments().map(Arrays::asList).ifPresent(line::addAll);
            return line;
        }
    }

    private static boolean isOfThisUser(ProcessHandle process) {
        return process.info().user().equals(ProcessHandle.current().info().user());
    }

    /** False for a process in a container, whose paths name other files. */
    private static boolean seesTheSameFiles(ProcessHandle process) {
        return Objects.equals(mounts(process), mounts(ProcessHandle.current()));
    }

    private static Path mounts(ProcessHandle process) {
        Path link = PROC.resolve(Long.toString(process.pid())).resolve("ns/mnt");
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException notLinuxOrEnded) {
            return Path.of("");
        }
    }
}
