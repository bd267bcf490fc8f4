package dev.engram.hardness.study;

import dev.engram.hardness.study.report.Acquisition;
import dev.engram.hardness.study.report.GammaReport;
import java.util.HashMap;
import java.util.function.Supplier;

/** Prepares the rows of the runs beside the principal fit. */
final class SideStep {
    /** Rows above which the ordinal run takes a sample of whole learners. */
    static final int MOST_ORDINAL_ROWS = 200_000;

    private static final int FEWEST_ORDINAL_ROWS = 1_000;

    private SideStep() {}

    static Sides.Results run(
            ReviewTable reviews,
            TagTable tags,
            Selection selection,
            Principal principal,
            GammaReport gamma,
            StudySettings settings) {
        var all = principal.rows();
        boolean sampled = all.size > Selection.MOST_SIDE_ROWS;
        var rows = sampled ? selection.sample(tags, settings.rules()) : all;
        var terms = sampled ? sampled(rows, principal, settings) : principal.terms();
        var retention = TagEffects.centred(all.tags.names(), principal.tags().modes());
        Supplier<Acquisition> acquisition = () -> settings.sides().acquisition()
                ? AcquisitionRun.of(
                        Rows.of(reviews, tags, settings.rules(), selection::firstExposure), settings, retention)
                : AcquisitionRun.notAsked();
        var sample = new Sample(rows, terms);
        var ordinal = settings.sides().ordinal()
                ? ordinal(sample, tags, selection, principal, settings, MOST_ORDINAL_ROWS)
                : sample;
        return new Sides(rows, terms, ordinal, principal, gamma, settings).run(acquisition);
    }

    /** Rows and their terms. */
    record Sample(Rows rows, Terms terms) {}

    /**
     * Fewer learners until the ordinal model, whose time and memory grow with learners times cards, is within its limits.
     * With too few rows left, the run itself says that it is too large.
     */
    static Sample ordinal(
            Sample from,
            TagTable tags,
            Selection selection,
            Principal principal,
            StudySettings settings,
            int mostRows) {
        var sample = from;
        int most = from.rows().size;
        while (sample.rows().size > mostRows || !OrdinalRun.covers(sample.rows(), sample.terms(), principal.gamma())) {
            most = Math.min(mostRows, most / 3 * 2);
            if (most < FEWEST_ORDINAL_ROWS) {
                break;
            }
            var rows = selection.sample(tags, settings.rules(), selection::kept, most);
            if (rows.learners.size() < 2) {
                break;
            }
            sample = new Sample(rows, sampled(rows, principal, settings));
        }
        return sample;
    }

    private static Terms sampled(Rows sample, Principal principal, StudySettings settings) {
        var number = new HashMap<String, Integer>();
        for (var learner : principal.rows().learners) {
            number.put(learner, number.size());
        }
        return Terms.of(sample, settings.rules())
                .withAbilityOf(principal.terms(), i -> number.getOrDefault(sample.learners.get(i), 0));
    }
}
