package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.Selection;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitOutcome;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.fit.FitMemory;
import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import dev.engram.hardness.ordinal.OrdinalDesign;
import dev.engram.hardness.ordinal.OrdinalModel;
import dev.engram.hardness.study.report.Acquisition;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.Sensitivity;
import dev.engram.hardness.study.report.ShuffledControl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The runs beside the primary fit. Each is on one thread and depends on no other, so that they may run side by side. */
final class SensitivityAnalyses {
    /** Rows above which the ordinal run takes a sample of whole learners. */
    private static final int MOST_ORDINAL_ROWS = 200_000;

    private static final int FEWEST_ORDINAL_ROWS = 1_000;
    private static final List<String> RATINGS = List.of("Again", "Hard", "Good", "Easy");
    private static final int HARD_GOOD = 2;
    /** Above this number of rows the spread of the learners' thresholds is given. */
    private static final int MOST_ROWS_WITH_SD = 20_000;

    private static final double WIDE = 0.5;

    private final Selection selection;
    private final PrimaryAnalysis primary;
    private final GammaReport gamma;
    private final StudySettings settings;
    /** Of the rows of the primary fit, or of a sample of its learners. */
    private final Formula terms;

    private final TagEffects effects;
    private final Map<String, Double> sds;
    private final Method method;

    SensitivityAnalyses(Selection selection, PrimaryAnalysis primary, GammaReport gamma, StudySettings settings) {
        this.selection = selection;
        this.primary = primary;
        this.gamma = gamma;
        this.settings = settings;
        terms = primary.rows().size > Selection.MOST_SIDE_ROWS ? sample(Selection.MOST_SIDE_ROWS) : primary.terms();
        effects = TagEffects.centred(primary.rows().tags.names(), primary.tags().modes());
        sds = PrimaryAnalysis.sds(primary.fit());
        method = primary.fit().method();
    }

    /** What came of the runs. */
    record Results(List<Sensitivity> sensitivities, ShuffledControl shuffled, Acquisition acquisition) {
        Results {
            sensitivities = List.copyOf(sensitivities);
        }
    }

    Results run() {
        var all = new ArrayList<Supplier<?>>();
        var plan = settings.plan();
        int atOnce = FitMemory.fitsAtOnce(terms.design(gamma.value()), method, settings.threads());
        all.add(() -> plan.acquisition()
                ? AcquisitionRun.of(selection.rows(selection::firstExposure), settings, effects, method)
                : Acquisition.none(0, "not asked for"));
        if (plan.gammaBand()) {
            gamma.band().forEach(other -> all.add(() -> atGamma(other)));
        }
        if (plan.equalWeights()) {
            all.add(this::equalWeights);
        }
        if (plan.ordinal()) {
            var sample = ordinalSample(MOST_ORDINAL_ROWS);
            var design = ordinalDesign(sample);
            // by method joint, whatever the method of the others
            if (design.occurring().size() > 1) {
                atOnce = Math.min(atOnce, FitMemory.fitsAtOnce(design.binary(), Method.JOINT, settings.threads()));
            }
            all.add(() -> ordinal(sample));
        }
        for (int s = 0; s < plan.shuffles(); s++) {
            long seed = settings.seed() + 1 + s;
            all.add(() -> shuffled(seed));
        }
        var results = new Object[all.size()];
        try (var team = new WorkerTeam(atOnce)) {
            team.run(results.length, false, k -> results[k] = all.get(k).get());
        }
        var done = List.of(results);
        return new Results(
                only(Sensitivity.class, done),
                ShuffledControl.of(only(ShuffledControl.Run.class, done)),
                only(Acquisition.class, done).getFirst());
    }

    private static <T> List<T> only(Class<T> kind, List<Object> done) {
        return done.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The primary terms on the rows of fewer learners. */
    private Formula sample(int mostRows) {
        return Formula.of(selection.sample(selection::kept, mostRows)).withAbilityOf(primary.terms());
    }

    /**
     * Fewer learners until the ordinal model, whose time and memory grow with learners times cards, is within its limits.
     * With too few rows left, the run itself says that it is too large.
     */
    Formula ordinalSample(int mostRows) {
        var sample = terms;
        int most = terms.rows.size;
        while (sample.rows.size > mostRows || !OrdinalModel.covers(ordinalDesign(sample))) {
            most = Math.min(mostRows, most / 3 * 2);
            if (most < FEWEST_ORDINAL_ROWS) {
                break;
            }
            var smaller = sample(most);
            if (smaller.rows.learners.size() < 2) {
                break;
            }
            sample = smaller;
        }
        return sample;
    }

    private OrdinalDesign ordinalDesign(Formula sample) {
        var category = new byte[sample.rows.size];
        for (int n = 0; n < category.length; n++) {
            category[n] = (byte) (sample.rows.rating[n] - 1);
        }
        return OrdinalDesign.of(sample.design(gamma.value()), category, RATINGS).withShift(Formula.LEARNER, HARD_GOOD);
    }

    /**
     * All four ratings instead of lapse or not, with a learner's own threshold between Hard and Good: about one user in ten
     * presses Hard for a failure. Only the spread of these thresholds is estimated, and that only where there are few rows: with
     * many each learner's threshold is known from that learner's rows, and any wide prior gives the same.
     */
    Sensitivity ordinal(Formula sample) {
        var design = ordinalDesign(sample);
        var given = new HashMap<>(sds);
        if (design.hasShift() && sample.rows.size > MOST_ROWS_WITH_SD) {
            given.put(OrdinalDesign.shiftName(Formula.LEARNER), WIDE);
        }
        var what = "cumulative logit of all four ratings, Hard/Good by learner; standard deviations of the primary fit";
        if (design.occurring().size() == 2 && design.occurring().contains(RATINGS.getFirst())) {
            var problem =
                    "no ratings but " + String.join(" and ", design.occurring()) + ": the same as the primary analysis";
            return new Sensitivity("ordinal", what + sampled(sample), null, Map.of(), problem);
        }
        return sensitivity(
                "ordinal",
                what,
                sample,
                OrdinalModel.fit(design, FitSettings.of(Method.JOINT).withGivenSd(given)));
    }

    private Sensitivity atGamma(double other) {
        var name = gamma.source() == GammaReport.Source.ASSUMED
                ? String.format(Locale.ROOT, "gamma = %s", other)
                : String.format(Locale.ROOT, "gamma x %.2f", other / gamma.value());
        var what = String.format(Locale.ROOT, "gamma %.4f, standard deviations of the primary fit", other);
        return sensitivity(name, what, terms, fit(terms.design(other), sds));
    }

    private Sensitivity equalWeights() {
        var design = terms.design(gamma.value(), terms.rows.tags.withEqualWeights());
        return sensitivity(
                "weight 1", "weight 1 for each tag instead of its share of the card", terms, fit(design, Map.of()));
    }

    private FitOutcome fit(Design design, Map<String, Double> givenSd) {
        return MixedModel.fit(design, FitSettings.of(method).withGivenSd(givenSd));
    }

    private String sampled(Formula on) {
        var rows = on.rows;
        return rows.size < primary.rows().size
                ? String.format(Locale.ROOT, ", on %,d whole learners with %,d rows", rows.learners.size(), rows.size)
                : "";
    }

    private Sensitivity sensitivity(String name, String what, Formula on, FitOutcome outcome) {
        var rows = on.rows;
        var sampled = sampled(on);
        return switch (outcome) {
            case Unfit unfit -> new Sensitivity(name, what + sampled, null, Map.of(), unfit.sentence());
            case Fit fit -> {
                var scores = TagEffects.centred(
                        rows.tags.names(), fit.random(Formula.TAG).modes());
                var tau = effects.tau(scores);
                yield new Sensitivity(name, what + sampled, tau, scores.byTag(), TagEffects.problem(tau));
            }
        };
    }

    private ShuffledControl.Run shuffled(long seed) {
        var tags = terms.rows.tags.shuffled(seed);
        return switch (fit(terms.design(gamma.value(), tags), Map.of())) {
            case Unfit _ -> new ShuffledControl.Run(seed, Double.NaN, Double.NaN);
            case Fit fit -> {
                var found = fit.random(Formula.TAG);
                var tau = effects.tau(TagEffects.centred(tags.names(), found.modes()));
                yield new ShuffledControl.Run(seed, tau == null ? Double.NaN : tau, found.sd());
            }
        };
    }
}
