package dev.engram.cli.command;

import dev.engram.cli.bench.analytics.AnalyticsBench;
import dev.engram.cli.bench.analytics.AnalyticsPart;
import dev.engram.cli.bench.analytics.AnalyticsSettings;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code engram bench analytics}. */
@Command(
        name = "analytics",
        mixinStandardHelpOptions = true,
        description = {
            "Measure figures of learners and classes and the projection they are read from, on a separate stack on 127.0.0.1,"
                    + " which is stopped at the end.",
            "",
            "Prints a table of goals and figures, and writes it as Markdown for docs/performance.md. The exit code is 1 if a"
                    + " figure is beyond its floor."
        },
        footerHeading = "%nParts:%n",
        footer = {
            "reads       a learner with several answers to each of 5,000 cards: queue, mastery, reads of the past",
            "series      a year of mastery, day by day, of a learner with 500 cards; with reads also of that one",
            "visible     from the acknowledgement of a review until it is read, at a fixed rate",
            "projection  what is folded into MongoDB, beside the driver alone; what it takes there and in Kafka",
            "rebuild     a new generation from the beginning of the log, beside a consumer of the log alone",
            "instances   the live projection in one, two and three processes of the service; only if asked for",
            "class       the page of a class; only if asked for, since it first answers hundreds of thousands of cards"
        },
        sortOptions = false)
final class BenchAnalyticsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            defaultValue = "reads,series,visible,projection,rebuild",
            description = "Parts, with commas between. Default: ${DEFAULT-VALUE}.")
    private Set<AnalyticsPart> parts = Set.of();

    @Option(
            names = "--answers",
            paramLabel = "N",
            defaultValue = "12",
            description = "reads, series: answers to each card, one every 30 days. Default: ${DEFAULT-VALUE}.")
    private int answers = 12;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "visible: reviews per second, sent in batches of 200. Default: ${DEFAULT-VALUE}.")
    private int rate = 1_000;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "80000",
            description = "projection, instances: reviews that are folded. Default: ${DEFAULT-VALUE}.")
    private int events = 80_000;

    @Option(
            names = "--rebuild",
            paramLabel = "N",
            defaultValue = "120000",
            description = "rebuild: events of the log, at least. Default: ${DEFAULT-VALUE}.")
    private int rebuilt = 120_000;

    @Option(
            names = "--class",
            paramLabel = "N",
            defaultValue = "1000",
            description = "class: learners of the one whose figures are computed at once. Default: ${DEFAULT-VALUE}.")
    private int learners = 1_000;

    @Option(
            names = "--large-class",
            paramLabel = "N",
            defaultValue = "2000",
            description = "class: learners of the one that is shown from a snapshot. Default: ${DEFAULT-VALUE}.")
    private int large = 2_000;

    @Option(
            names = "--class-cards",
            paramLabel = "N",
            defaultValue = "500",
            description = "class: cards of its deck, all answered by all. Default: ${DEFAULT-VALUE}.")
    private int cards = 500;

    @Option(
            names = "--class-copied",
            description = {
                "class: one learner answers, and the documents made of that are copied for the others, without indexes that"
                        + " figures of classes do not need. For classes of millions of cards."
            })
    private boolean copied;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var settings = new AnalyticsSettings(
                parts, answers, rate, events, rebuilt, new AnalyticsSettings.Classes(learners, large, cards, copied));
        return BenchRun.of(
                command, "analytics", (root, home, progress) -> new AnalyticsBench(root, settings, progress).run(home));
    }
}
