package dev.engram.hardness.study;

import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.GammaReport.Source;
import dev.engram.hardness.study.report.StudyWarning;
import dev.engram.hardness.study.report.StudyWarning.Code;
import dev.engram.hardness.study.report.TagHardness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the reader must know before using any figure of a study. */
final class StudyWarnings {
    /** With fewer rows a learner's effect is shrunk so much that part of ability is left to the cards chosen. */
    private static final int SHORT_HISTORIES = 40;

    private static final double LONGEST_FIRST_MEDIAN = 14;
    private static final double LONGEST_MEDIAN = 90;
    private static final int NAMED = 5;
    private static final String NONE_RANKED = "no tag may be ranked: see the eligibility of each";

    private StudyWarnings() {}

    static List<StudyWarning> of(
            PrimaryAnalysis primary,
            GammaReport gamma,
            StudySettings settings,
            boolean daysFromTimes,
            List<String> ofAnchors,
            List<TagHardness> hardness) {
        var warnings = new ArrayList<StudyWarning>();
        if (gamma.source() == Source.ASSUMED) {
            warnings.add(new StudyWarning(Code.GAMMA_ASSUMED, "gamma assumed: " + gamma.reason()));
        }
        if (!primary.fit().converged()) {
            warnings.add(new StudyWarning(
                    Code.NOT_CONVERGED, "the primary fit has not converged: its figures are provisional"));
        }
        if (!daysFromTimes) {
            intervals(primary.rows()).ifPresent(sentence -> warnings.add(new StudyWarning(Code.INTERVALS, sentence)));
        }
        ofAnchors.forEach(sentence -> warnings.add(new StudyWarning(Code.ANCHORS, sentence)));
        if (hardness.stream().noneMatch(tag -> tag.eligibility().ranked())) {
            warnings.add(new StudyWarning(Code.NONE_RANKED, NONE_RANKED));
        }
        var oneOutcome = hardness.stream()
                .filter(tag -> tag.eligibility().ranked() && !tag.note().isEmpty())
                .map(TagHardness::tag)
                .sorted()
                .toList();
        if (!oneOutcome.isEmpty()) {
            warnings.add(
                    new StudyWarning(
                            Code.ONE_OUTCOME,
                            "all reviews are lapses, or none is, of " + some(oneOutcome)
                                    + ": their side is known, the size of their effects comes from the spread of the other tags"));
        }
        int perLearner = primary.rows().size / primary.rows().learners.size();
        if (perLearner < SHORT_HISTORIES && !settings.ability()) {
            warnings.add(
                    new StudyWarning(
                            Code.SHORT_HISTORIES,
                            "learners have " + perLearner
                                    + " rows on average: abler learners' choice of cards may show as hardness; see the ability covariate"));
        }
        return warnings;
    }

    /** A second answer comes after days; that half of them come after more than two weeks is a sign of another unit. */
    static Optional<String> intervals(ModelFrame rows) {
        double median = median(rows, false);
        double first = median(rows, true);
        return first > LONGEST_FIRST_MEDIAN || median > LONGEST_MEDIAN
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "the median interval is %.1f days, that of first reviews %.1f: are these hours? elapsed_days and planned_days are in days",
                        median,
                        first))
                : Optional.empty();
    }

    /** Median of elapsed days, of all rows or of those without a review before; 0 if there are none. */
    private static double median(ModelFrame rows, boolean firstOnly) {
        double[] days = IntStream.range(0, rows.size)
                .filter(n -> !firstOnly || rows.successes[n] + rows.lapses[n] == 0)
                .mapToDouble(n -> rows.elapsed[n])
                .sorted()
                .toArray();
        return days.length == 0 ? 0 : days[days.length / 2];
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (names.size() > NAMED ? ", and " + (names.size() - NAMED) + " more" : "");
    }
}
