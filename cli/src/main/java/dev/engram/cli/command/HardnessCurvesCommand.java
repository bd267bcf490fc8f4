package dev.engram.cli.command;

import dev.engram.hardness.afm.ConceptCurve;
import dev.engram.studies.StudyJson;
import dev.engram.studies.curves.CurveReport;
import dev.engram.studies.curves.CurveStudy;
import dev.engram.studies.curves.CurveText;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram hardness curves}. */
@Command(
        name = "curves",
        mixinStandardHelpOptions = true,
        description = {
            "Learning curves by concept with the intercepts and slopes of the Additive Factors Model, beside the ranks of retention.",
            "",
            "Concepts are the tags of cards, or the KCs of a DataShop file. The answers must have times. What the figures mean:"
                    + " docs/research/hardness.md."
        },
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class HardnessCurvesCommand implements Callable<Integer> {
    private static final ConceptCurve.Thresholds DEFAULTS = ConceptCurve.Thresholds.DEFAULT;

    @Mixin
    private EventOptions files = new EventOptions();

    @Mixin
    private HardnessOptions shared = new HardnessOptions();

    @Option(names = "--points", description = "Print the points of each curve.")
    private boolean points;

    @ArgGroup(validate = false, heading = "%nShapes of curves%n")
    private Shapes shapes = new Shapes();

    private static final class Shapes {
        @Option(
                names = "--min-learners",
                paramLabel = "N",
                description = "Fewest learners of a point that is looked at. Default: 10.")
        private int learners = DEFAULTS.learners();

        @Option(names = "--min-points", paramLabel = "N", description = "Fewest such points. Default: 5.")
        private int leastPoints = DEFAULTS.points();

        @Option(names = "--low", paramLabel = "SHARE", description = "Any point below: low and flat. Default: 0.2.")
        private double low = DEFAULTS.low();

        @Option(names = "--high", paramLabel = "SHARE", description = "Last point above: still high. Default: 0.4.")
        private double high = DEFAULTS.high();

        @Option(names = "--slope", paramLabel = "LOGITS", description = "Slope below: no learning. Default: 0.001.")
        private double slope = DEFAULTS.slope();
    }

    @Override
    public Integer call() throws IOException {
        return shared.run(() -> {
            var thresholds = new ConceptCurve.Thresholds(
                    shapes.learners, shapes.leastPoints, shapes.low, shapes.high, shapes.slope);
            CurveReport report = CurveStudy.run(files.files(List.of()), thresholds, shared.threads, shared::note);
            shared.print(shared.json ? List.of(StudyJson.document(report)) : CurveText.lines(report, points));
            return 0;
        });
    }
}
