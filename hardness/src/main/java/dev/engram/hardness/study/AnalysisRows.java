package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Selection;
import dev.engram.hardness.study.report.Acquisition;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.HashMap;
import java.util.function.Supplier;

/** Prepares the rows of the runs beside the primary fit. */
final class AnalysisRows {
    /** Rows above which the ordinal run takes a sample of whole learners. */
    static final int MOST_ORDINAL_ROWS = 200_000;

    private static final int FEWEST_ORDINAL_ROWS = 1_000;

    private AnalysisRows() {}

    static SensitivityAnalyses.Results run(
            ReviewTable reviews,
            TagTable tags,
            Selection selection,
            PrimaryAnalysis primary,
            GammaReport gamma,
            StudySettings settings) {
        var all = primary.rows();
        boolean sampled = all.size > Selection.MOST_SIDE_ROWS;
        var rows = sampled ? selection.sample(tags, settings.rules()) : all;
        var terms = sampled ? sampled(rows, primary, settings) : primary.terms();
        var retention = TagEffects.centred(all.tags.names(), primary.tags().modes());
        Supplier<Acquisition> acquisition = () -> settings.plan().acquisition()
                ? AcquisitionRun.of(
                        ModelFrame.of(reviews, tags, settings.rules(), selection::firstExposure),
                        settings,
                        retention,
                        primary.fit().method())
                : AcquisitionRun.notAsked();
        var sample = new Sample(rows, terms);
        var ordinal = settings.plan().ordinal()
                ? ordinal(sample, tags, selection, primary, settings, MOST_ORDINAL_ROWS)
                : sample;
        return new SensitivityAnalyses(rows, terms, ordinal, primary, gamma, settings).run(acquisition);
    }

    /** Rows and their terms. */
    record Sample(ModelFrame rows, Formula terms) {}

    /**
     * Fewer learners until the ordinal model, whose time and memory grow with learners times cards, is within its limits.
     * With too few rows left, the run itself says that it is too large.
     */
    static Sample ordinal(
            Sample from,
            TagTable tags,
            Selection selection,
            PrimaryAnalysis primary,
            StudySettings settings,
            int mostRows) {
        var sample = from;
        int most = from.rows().size;
        while (sample.rows().size > mostRows || !OrdinalRun.covers(sample.rows(), sample.terms(), primary.gamma())) {
            most = Math.min(mostRows, most / 3 * 2);
            if (most < FEWEST_ORDINAL_ROWS) {
                break;
            }
            var rows = selection.sample(tags, settings.rules(), selection::kept, most);
            if (rows.learners.size() < 2) {
                break;
            }
            sample = new Sample(rows, sampled(rows, primary, settings));
        }
        return sample;
    }

    private static Formula sampled(ModelFrame sample, PrimaryAnalysis primary, StudySettings settings) {
        var number = new HashMap<String, Integer>();
        for (var learner : primary.rows().learners) {
            number.put(learner, number.size());
        }
        return Formula.of(sample, settings.rules())
                .withAbilityOf(primary.terms(), i -> number.getOrDefault(sample.learners.get(i), 0));
    }
}
