package dev.engram.cli.operations;

import dev.engram.cli.api.OperationsClient;
import dev.engram.cli.command.StackOptions;
import dev.engram.cli.stack.StackPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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

    /**
     * The projection of this name.
     *
     * @throws IllegalArgumentException if there is none, or more than one service has it
     * @throws IOException if a service does not answer
     */
    RunningProjection named(String name) throws IOException, InterruptedException {
        List<RunningProjection> all = chosen(null);
        List<RunningProjection> found = all.stream()
                .filter(projection -> projection.name().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no projection \"" + name + "\"; there are "
                    + all.stream().map(RunningProjection::toString).collect(Collectors.joining(", ")));
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(found.stream()
                            .map(projection -> projection.service().label())
                            .collect(Collectors.joining(" and "))
                    + " each have a projection \"" + name + "\"; name one with --service");
        }
        return found.getFirst();
    }

    /** The projection of this name; without a name, all of the service or of the stack. */
    List<RunningProjection> chosen(@Nullable String name) throws IOException, InterruptedException {
        if (name != null) {
            return List.of(named(name));
        }
        OperationsClient client = RunningProjection.client(stack.stack());
        List<RunningProjection> all = new ArrayList<>();
        for (StackPart part : service == null ? RunningProjection.SERVICES : List.of(serviceOf(service))) {
            all.addAll(RunningProjection.of(client, part));
        }
        return all;
    }

    private static StackPart serviceOf(String label) {
        StackPart part = StackPart.of(label);
        if (!RunningProjection.SERVICES.contains(part)) {
            throw new IllegalArgumentException("--service: " + part + " has no projections; services are "
                    + RunningProjection.SERVICES.stream().map(StackPart::label).collect(Collectors.joining(", ")));
        }
        return part;
    }
}
