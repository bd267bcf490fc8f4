package dev.engram.cli.operations;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code engram skip}. */
@Command(
        name = "skip",
        description = {
            "Step over the record at which a partition is stuck, as the last resort.",
            "The record is parked with the reason \"skipped\", also by a rebuild; ./engram parked replay applies it later.",
            "Refused if the partition is not at that record, or applies events."
        },
        sortOptions = false)
public final class SkipCommand implements Callable<Integer> {
    @Mixin
    private final ProjectionChoice choice = new ProjectionChoice();

    @Parameters(paramLabel = "PROJECTION", description = "Name of the projection, as ./engram status shows it.")
    private String name = "";

    @Parameters(paramLabel = "PARTITION", description = "Number of the partition.")
    private int partition;

    @Parameters(paramLabel = "OFFSET", description = "Offset of the record at which the partition is stuck.")
    private long offset;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Why; kept with the record.")
    private String why = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunningProjection projection = choice.named(name);
        projection.post(
                "/skip",
                new JsonMapper()
                        .createObjectNode()
                        .put("partition", partition)
                        .put("offset", offset)
                        .put("why", why));
        choice.stack
                .out()
                .printf(
                        "%s: partition %d goes on at offset %d; ./engram parked show %s %d-%d shows the record.%n",
                        projection, partition, offset + 1, name, partition, offset);
        choice.stack.out().flush();
        return 0;
    }
}
