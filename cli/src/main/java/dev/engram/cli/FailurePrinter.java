package dev.engram.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;

/** Prints failures of the environment or the input as one message, and bugs with their stack trace. */
final class FailurePrinter implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult result) {
        var err = command.getErr();
        switch (failure) {
            case IOException _, UncheckedIOException _, IllegalArgumentException _ ->
                err.println("engram: " + failure.getMessage());
            case InterruptedException _ -> err.println("engram: interrupted");
            default -> {
                err.println("engram: this is a bug, please report it");
                failure.printStackTrace(err);
            }
        }
        err.flush();
        return 1;
    }
}
