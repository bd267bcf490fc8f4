package dev.engram.studies.curves;

import dev.engram.hardness.afm.ConceptCurve;
import dev.engram.hardness.afm.ConceptCurve.Point;
import dev.engram.hardness.afm.ConceptCurve.Shape;
import dev.engram.studies.FigureText;
import dev.engram.studies.TextTable;
import dev.engram.studies.curves.CurveReport.Concept;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Learning curves as text for people. */
public final class CurveText {
    private static final int WIDTH = 100;
    private static final int NAME = 24;
    private static final int BARS = 10;
    private static final String LEVELS = "▁▂▃▄▅▆▇█";

    private CurveText() {}

    /**
     * The lines of a report.
     *
     * @param points with a table of the points of each curve
     */
    public static List<String> lines(CurveReport report, boolean points) {
        List<String> lines = new ArrayList<>();
        lines.add("Learning curves by concept, hardest at the first opportunity first");
        lines.add(FigureText.counted(report.learners(), "learner") + ", "
                + FigureText.counted(report.concepts().size(), "concept") + ", " + FigureText.count(report.answers())
                + " answers; log-likelihood " + FigureText.decimals(report.logLik(), 2) + ", AIC "
                + FigureText.decimals(report.aic(), 1) + ", BIC " + FigureText.decimals(report.bic(), 1));
        if (!report.converged()) {
            lines.add("Warning: the fit has not converged: its figures are provisional");
        }
        lines.add("");
        lines.addAll(table(report));
        lines.add("");
        lines.addAll(TextTable.wrapped(WIDTH, legend(report)));
        if (points) {
            report.concepts().forEach(concept -> points(lines, concept));
        }
        return lines;
    }

    private static List<String> table(CurveReport report) {
        int learners = report.thresholds().learners();
        TextTable<Concept> table = new TextTable<Concept>()
                .left("concept", concept -> TextTable.name(concept.name(), NAME))
                .right("intercept (se)", concept -> figure(concept.intercept(), concept.interceptSe()))
                .right("start", concept -> FigureText.decimals(concept.start(), 2))
                .right("slope (se)", concept -> figure(concept.slope(), concept.slopeSe()))
                .right("answers", concept -> FigureText.count(concept.answers()))
                .right("learners", concept -> FigureText.count(concept.learners()))
                .left("errors", concept -> bars(concept.points(), learners))
                .left("curve", concept -> word(concept.shape()));
        if (report.retention().isEmpty()) {
            table.right("retention", CurveText::rank);
        }
        return table.lines(report.concepts());
    }

    private static String figure(@Nullable Double value, @Nullable Double se) {
        return value == null ? "-" : FigureText.decimals(value, 3) + " (" + FigureText.decimals(se, 3) + ")";
    }

    private static String rank(Concept concept) {
        var interval = concept.rankInterval();
        return interval == null ? "-" : concept.rank() + " [" + interval.low() + "-" + interval.high() + "]";
    }

    private static String bars(List<Point> points, int learners) {
        return points.stream()
                .filter(point -> point.learners() >= learners)
                .limit(BARS)
                .map(point -> {
                    int level = (int) Math.min(LEVELS.length() - 1, Math.floor(point.share() * LEVELS.length()));
                    return LEVELS.substring(level, level + 1);
                })
                .collect(Collectors.joining());
    }

    private static String word(Shape shape) {
        return shape.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<String> legend(CurveReport report) {
        ConceptCurve.Thresholds is = report.thresholds();
        List<String> lines = new ArrayList<>();
        lines.add(report.model());
        lines.add("opportunity: " + report.opportunity());
        lines.add("start: chance that the average learner is right at the first opportunity");
        lines.add(String.format(
                Locale.ROOT,
                "errors: share of wrong answers at opportunities 1, 2, … with at least %d learners, ▁ below 1/8 to █ above 7/8",
                is.learners()));
        lines.add(String.format(
                Locale.ROOT,
                "curve: fewer than %d such points: too little data; any below %.0f %%: low and flat; the last above %.0f %%: still high; slope below %s: no learning; else good",
                is.points(),
                100 * is.low(),
                100 * is.high(),
                is.slope()));
        lines.add(
                "Under spaced repetition each opportunity comes after a longer delay, and a scheduler that holds recall constant gives a flat curve: that is no sign of missing learning.");
        lines.add(
                report.retention().isEmpty()
                        ? "retention: rank of retention hardness [95 % interval], 1 = hardest to retain; another question than the intercept"
                        : "no ranks of retention hardness: " + report.retention());
        report.concepts().stream()
                .filter(concept -> !concept.problem().isEmpty())
                .forEach(concept -> lines.add(TextTable.name(concept.name(), NAME) + ": " + concept.problem()));
        report.notes().forEach(note -> lines.add("note: " + note));
        return lines;
    }

    private static void points(List<String> lines, Concept concept) {
        lines.add("");
        lines.add(TextTable.name(concept.name(), NAME));
        lines.addAll(new TextTable<Point>()
                .right("opportunity", point -> FigureText.count(point.opportunity()))
                .right("answers", point -> FigureText.count(point.answers()))
                .right("learners", point -> FigureText.count(point.learners()))
                .right("errors", point -> FigureText.decimals(point.share(), 3))
                .lines(concept.points()));
    }
}
