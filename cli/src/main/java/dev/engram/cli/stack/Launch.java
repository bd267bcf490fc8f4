package dev.engram.cli.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How one process is started.
 *
 * @param command program and arguments
 * @param environment added to ours
 * @param log where its output is appended
 */
record Launch(List<String> command, Map<String, String> environment, Path log) {
    /** Stands in the log before what this start writes. */
    static final String BEGIN = "---- started by engram ----";

    private static final long LOG_LIMIT_BYTES = 5_000_000;

    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * Starts the process in a session of its own: Ctrl-C in our terminal, or its end, does not reach it. A log that has
     * become long is put aside first.
     */
    Process spawn() throws IOException {
        Path folder = log.resolveSibling(".").normalize();
        Files.createDirectories(folder);
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(log, BEGIN + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        List<String> line = new ArrayList<>(ownSession());
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // the flags below are measured; nobody else's belong there
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Both replace themselves by the program, so the pid stays. */
    private static List<String> ownSession() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid", "/usr/bin/nohup")
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst()
                .map(List::of)
                .orElse(List.of());
    }
}
