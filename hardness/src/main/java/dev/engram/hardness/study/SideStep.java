package dev.engram.hardness.study;

import dev.engram.hardness.study.report.Acquisition;
import dev.engram.hardness.study.report.GammaReport;
import java.util.HashMap;
import java.util.function.Supplier;

/** Prepares the rows of the runs beside the principal fit. */
final class SideStep {
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
        var retention = Scores.centred(all.tags.names(), principal.tags().modes());
        Supplier<Acquisition> acquisition = () -> settings.sides().acquisition()
                ? AcquisitionRun.of(
                        Rows.of(reviews, tags, settings.rules(), selection::firstExposure), settings, retention)
                : AcquisitionRun.notAsked();
        return new Sides(rows, terms, principal, gamma, settings).run(acquisition);
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
