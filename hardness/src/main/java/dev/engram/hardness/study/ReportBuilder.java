package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.rank.Ranking;
import dev.engram.hardness.study.report.Diagnostics.HeldOut;
import dev.engram.hardness.study.report.FitSummary;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.GammaReport.Source;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.RowAccount;
import dev.engram.hardness.study.report.Sensitivity;
import dev.engram.hardness.study.report.StudyWarning;
import dev.engram.hardness.study.report.StudyWarning.Code;
import dev.engram.hardness.study.report.TagHardness;
import dev.engram.hardness.study.report.Workload;
import dev.engram.hardness.table.TagTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes the report of a study whose primary fit was made. */
final class ReportBuilder {
    /** With fewer rows a learner's effect is shrunk so much that part of ability is left to the cards chosen. */
    private static final int SHORT_HISTORIES = 40;

    private static final double LONGEST_FIRST_MEDIAN = 14;
    private static final double LONGEST_MEDIAN = 90;
    private static final int NAMED = 5;
    private static final String NONE_RANKED = "no tag may be ranked: see the eligibility of each";

    private final boolean daysFromTimes;
    private final TagTable tags;
    private final StudySettings settings;
    private final RowAccount account;
    private final GammaReport gamma;
    private final PrimaryAnalysis primary;
    private final TagReports tagReports;

    ReportBuilder(
            boolean daysFromTimes,
            TagTable tags,
            StudySettings settings,
            RowAccount account,
            GammaReport gamma,
            PrimaryAnalysis primary,
            Ranking ranking) {
        this.daysFromTimes = daysFromTimes;
        this.tags = tags;
        this.settings = settings;
        this.account = account;
        this.gamma = gamma;
        this.primary = primary;
        this.tagReports = new TagReports(primary, settings, ranking);
    }

    HardnessReport report(SensitivityAnalyses.Results analyses, @Nullable HeldOut heldOut, List<Workload> workload) {
        var predictor = Predictor.of(primary.rows(), primary.terms(), primary.gamma(), primary.fit());
        var gammaRuns =
                analyses.sensitivities().stream().filter(ReportBuilder::ofGamma).toList();
        var hardness = tagReports.tags(gammaRuns);
        var baselineTau = tagReports.baselineTau();
        return new HardnessReport(
                Versions.of(
                        primary.rows(),
                        tags,
                        settings,
                        gamma.value(),
                        primary.fit().method()),
                account,
                gamma,
                summary(primary.fit()),
                FitChecks.of(primary, predictor, tagReports.order(), settings.seed(), heldOut),
                hardness,
                tagReports.pairs(),
                CardLevel.of(primary, predictor, tagReports.reference().effects()),
                tagReports.aliases(),
                analyses.sensitivities(),
                analyses.shuffled(),
                baselineTau.isPresent() ? baselineTau.getAsDouble() : null,
                analyses.acquisition(),
                workload,
                warnings(hardness));
    }

    private static boolean ofGamma(Sensitivity sensitivity) {
        return sensitivity.name().startsWith("gamma");
    }

    private static FitSummary summary(Fit fit) {
        return new FitSummary(
                fit.method().name().toLowerCase(Locale.ROOT),
                fit.logLik(),
                fit.fixed().stream()
                        .map(effect -> new FitSummary.Coefficient(
                                effect.name(), effect.estimate(), effect.se(), effect.bounded()))
                        .toList(),
                fit.random().stream()
                        .map(factor -> new FitSummary.Spread(
                                factor.name(), factor.levels().size(), factor.sd()))
                        .toList(),
                fit.iterations(),
                fit.converged(),
                fit.covariance(Formula.TAG).conditional()
                        ? "of tags and cards, learners and fixed effects taken as known"
                        : "joint over all effects",
                fit.warnings().stream().map(FitWarning::sentence).toList());
    }

    private List<StudyWarning> warnings(List<TagHardness> hardness) {
        var warnings = new ArrayList<StudyWarning>();
        if (gamma.source() == Source.ASSUMED) {
            warnings.add(new StudyWarning(Code.GAMMA_ASSUMED, "gamma assumed: " + gamma.reason()));
        }
        if (!primary.fit().converged()) {
            warnings.add(new StudyWarning(
                    Code.NOT_CONVERGED, "the primary fit has not converged: its figures are provisional"));
        }
        Optional<String> unit = daysFromTimes ? Optional.empty() : intervals(primary.rows());
        unit.ifPresent(sentence -> warnings.add(new StudyWarning(Code.INTERVALS, sentence)));
        tagReports.reference().warnings().forEach(sentence -> warnings.add(new StudyWarning(Code.ANCHORS, sentence)));
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
