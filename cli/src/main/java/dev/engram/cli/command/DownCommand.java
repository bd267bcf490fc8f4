package dev.engram.cli.command;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code engram down}. */
@Command(name = "down", description = "Stop the local stack. Its data stays.")
public final class DownCommand implements Callable<Integer> {
    @Mixin
    private final StackOptions options = new StackOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = options.out();
        LocalStack stack = options.stack();
        Set<StackPart> stopped = stack.stop(new ShownProgress(out));
        if (stopped.isEmpty()) {
            out.println("Nothing was running.");
            return 0;
        }
        out.println("Stopped " + stopped.stream().map(StackPart::label).collect(Collectors.joining(", ")) + ". "
                + (stack.hasData()
                        ? "The data stays in " + stack.home() + "."
                        : "There is no data in " + stack.home() + ": it was deleted while the stack ran."));
        return 0;
    }
}
