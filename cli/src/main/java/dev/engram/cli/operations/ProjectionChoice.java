package dev.engram.cli.operations;

import dev.engram.cli.command.StackOptions;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that select a stack, and a service where two have a projection of the same name. */
final class ProjectionChoice {
    @Mixin
    final StackOptions stack = new StackOptions();

    @Option(
            names = "--service",
            paramLabel = "SERVICE",
            description = "review-service or analytics-service, if both have a projection of this name.")
    private @Nullable String service;

    RunningProjection named(String name) throws IOException, InterruptedException {
        return RunningProjection.named(stack.stack(), name, service);
    }

    /** The projection of this name; without a name, all of the service or of the stack. */
    List<RunningProjection> chosen(@Nullable String name) throws IOException, InterruptedException {
        return name == null ? RunningProjection.all(stack.stack(), service) : List.of(named(name));
    }
}
