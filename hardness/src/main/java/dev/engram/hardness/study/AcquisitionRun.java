package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.frame.TagAliases;
import dev.engram.hardness.frame.TagCounts;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.rank.RankSettings;
import dev.engram.hardness.rank.Ranking;
import dev.engram.hardness.study.report.Acquisition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Acquisition hardness: the model without time and history on first exposures. */
final class AcquisitionRun {
    private AcquisitionRun() {}

    static Acquisition notAsked() {
        return none(0, "not asked for");
    }

    /**
     * @param rows      first exposures
     * @param retention effects of the primary fit
     */
    static Acquisition of(ModelFrame rows, StudySettings settings, TagEffects retention, Method method) {
        var shortfalls = Shortfalls.of(rows, "first exposures");
        if (!shortfalls.isEmpty()) {
            return none(rows.size, shortfalls.getFirst().reason());
        }
        // neither successes nor lapses before a first exposure: the strata are empty
        var builder = Design.of(rows.lapsed());
        Formula.of(rows, settings.rules().withStrata(0, 0)).fixed().forEach(builder::fixed);
        var design = builder.random(rows.learnerFactor())
                .random(rows.cardFactor())
                .random(rows.tags.factor(Formula.TAG, Formula.CARD))
                .build();
        return switch (MethodChoice.side(design, method, Map.of(), Formula.TAG)) {
            case Unfit unfit -> none(rows.size, unfit.sentence());
            case Fit fit -> acquisition(rows, settings, retention, fit);
        };
    }

    private static Acquisition acquisition(ModelFrame rows, StudySettings settings, TagEffects retention, Fit fit) {
        var counts = TagCounts.of(rows);
        var eligibility = new EligibilityRules(rows.tags, counts, settings.publish(), TagAliases.of(rows.tags, counts));
        FactorFit effects = fit.random(Formula.TAG);
        var names = rows.tags.names();
        var ranking = Ranking.of(
                names,
                effects.modes(),
                fit.covariance(Formula.TAG),
                RankSettings.defaults(names.size()).withDraws(RankSettings.MIN_DRAWS));
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
        return new Acquisition(
                rows.size,
                effects.sd(),
                tau.isPresent() ? tau.getAsDouble() : null,
                tags,
                SensitivityAnalyses.problem(tau));
    }

    private static Acquisition none(long rows, String problem) {
        return new Acquisition(rows, Double.NaN, null, List.of(), problem);
    }
}
