package dev.engram.cli.operations;

import dev.engram.cli.stack.StackSettings;
import java.io.IOException;
import java.util.List;

/** Runs docker in this checkout, on the terminal of this process. */
final class ContainerCommand {
    private ContainerCommand() {}

    /** @return its exit code */
    static int run(List<String> command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .directory(StackSettings.rootFromProperty().toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IOException("cannot run docker (" + e.getMessage() + "); --compose needs docker in PATH", e);
        }
    }
}
