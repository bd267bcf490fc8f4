package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.frame.Shortfall;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.hardness.rank.RankSettings;
import dev.engram.hardness.rank.Ranking;
import dev.engram.hardness.study.report.Acquisition;
import java.util.ArrayList;
import java.util.Comparator;

/** Acquisition hardness: the model without time and history on first exposures. */
final class AcquisitionRun {
    private AcquisitionRun() {}

    /**
     * @param rows      first exposures
     * @param retention effects of the primary fit
     */
    static Acquisition of(ModelFrame rows, StudySettings settings, TagEffects retention, Method method) {
        var shortfalls = Shortfall.of(rows, "first exposures");
        if (!shortfalls.isEmpty()) {
            return Acquisition.none(rows.size, shortfalls.getFirst().reason());
        }
        // neither successes nor lapses before a first exposure: there are no strata
        var fits = FitSettings.of(method).withCovarianceOf(Formula.TAG);
        return switch (MixedModel.fit(Formula.of(rows).withoutTime(), fits)) {
            case Unfit unfit -> Acquisition.none(rows.size, unfit.sentence());
            case Fit fit -> acquisition(rows, settings, retention, fit);
        };
    }

    private static Acquisition acquisition(ModelFrame rows, StudySettings settings, TagEffects retention, Fit fit) {
        var eligibility = new EligibilityRules(rows, settings.publish());
        FactorFit effects = fit.random(Formula.TAG);
        var names = rows.tags.names();
        var ranking = Ranking.of(
                names,
                effects.modes(),
                fit.covariance(Formula.TAG),
                RankSettings.STANDARD.withDraws(RankSettings.FEWEST_DRAWS, 1),
                1);
        double intercept = fit.fixed(Design.INTERCEPT).estimate();
        var tags = new ArrayList<Acquisition.Tag>();
        for (int t = 0; t < names.size(); t++) {
            var ranked = ranking.effects().get(t);
            tags.add(new Acquisition.Tag(
                    names.get(t),
                    ranked.effect(),
                    ranked.sd(),
                    Predictor.probability(intercept + effects.mode(t)),
                    ranked.expectedRank(),
                    eligibility.of(t, effects.modeSd(t), effects.sd())));
        }
        tags.sort(Comparator.comparingDouble(Acquisition.Tag::expectedRank).thenComparing(Acquisition.Tag::tag));
        var tau = retention.tau(TagEffects.centred(names, effects.modes()));
        return new Acquisition(rows.size, effects.sd(), tau, tags, TagEffects.problem(tau));
    }
}
