package dev.engram.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;

/** Failures of the world are said in one message; a stack trace is shown for those of ours only. */
final class PlainFailures implements CommandLine.IExecutionExceptionHandler {
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
