package dev.engram.cli.bench.analytics;

import dev.engram.cli.bench.ingest.BenchResult;
import dev.engram.cli.bench.ingest.IngestFigure;
import dev.engram.cli.bench.ingest.IngestStack;
import dev.engram.cli.stack.StackPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All measurements of one run, on one stack, one after the other. */
public final class AnalyticsBench {
    private final Path root;
    private final AnalyticsSettings settings;
    private final Consumer<String> progress;

    /**
     * A benchmark.
     *
     * @param root the checkout, built
     * @param progress receives a line now and then
     */
    public AnalyticsBench(Path root, AnalyticsSettings settings, Consumer<String> progress) {
        this.root = root;
        this.settings = settings;
        this.progress = progress;
    }

    /** @param home must not exist or be empty */
    public BenchResult run(Path home) throws IOException, InterruptedException {
        progress.accept("starting a separate stack with a deck of " + IngestStack.CARDS + " cards");
        try (IngestStack stack = IngestStack.start(root, home, properties())) {
            List<IngestFigure> figures = new ArrayList<>();
            reads(stack, figures);
            if (settings.has(AnalyticsPart.VISIBLE)) {
                figures.add(VisibleFigure.measure(stack, settings.rate(), progress));
            }
            List<String> growth = new ArrayList<>();
            ClassPageFigure page = settings.has(AnalyticsPart.CLASS)
                    ? ClassPageFigure.prepare(stack.stack(), settings.classes(), progress)
                    : null;
            // it folds the same events for itself, which would take half of the processors
            stack.stack().process(StackPart.REVIEW).stop();
            List<String> instances = new ArrayList<>();
            logged(stack, page, figures, growth, instances);
            String where = "%d cores of %s"
                    .formatted(Runtime.getRuntime().availableProcessors(), System.getProperty("os.arch"));
            return BenchResult.of(figures, where).with("Growth", growth).with("Instances", instances);
        }
    }

    private void reads(IngestStack stack, List<IngestFigure> figures) throws IOException, InterruptedException {
        ReadFigures reads = new ReadFigures(stack, settings.answers(), progress);
        if (settings.has(AnalyticsPart.SERIES)) {
            figures.add(reads.seriesOfFew());
        }
        if (settings.has(AnalyticsPart.READS)) {
            reads.fill();
            figures.addAll(reads.reads());
            if (settings.has(AnalyticsPart.SERIES)) {
                figures.add(reads.seriesOfAll());
            }
        }
    }

    /** What is measured of events that are written straight to the log, as those of simulated classes are. */
    private void logged(
            IngestStack stack,
            @Nullable ClassPageFigure page,
            List<IngestFigure> figures,
            List<String> growth,
            List<String> instances)
            throws IOException, InterruptedException {
        try (LogLoad log = new LogLoad(stack.stack().kafka())) {
            ProjectionWatch watch = new ProjectionWatch(stack.stack(), progress);
            if (settings.has(AnalyticsPart.PROJECTION)) {
                ProjectionFigure projection = new ProjectionFigure(stack, log, watch, progress);
                figures.addAll(projection.measure(settings.events()));
                growth.addAll(projection.growth());
            }
            if (settings.has(AnalyticsPart.REBUILD)) {
                figures.addAll(new RebuildFigure(stack, log, watch, progress).measure(settings.rebuilt()));
            }
            if (settings.has(AnalyticsPart.INSTANCES)) {
                instances.addAll(new InstancesFigure(stack, log, progress).measure(settings.events()));
            }
            if (page != null) {
                figures.addAll(page.measure(log, watch));
            }
        }
    }

    /** One class is to be computed while the caller waits, the other is not. */
    private Map<String, String> properties() {
        return Map.of(
                "engram.cohort.max-states", Long.toString(settings.classes().states()),
                "engram.cohort.max-members", Integer.toString(settings.classes().large() + 1),
                "engram.cohort.max-cells", Integer.toString(settings.classes().large() * ClassPageFigure.ROWS));
    }
}
