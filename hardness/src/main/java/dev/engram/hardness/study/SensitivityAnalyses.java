package dev.engram.hardness.study;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.fit.FitMemory;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import dev.engram.hardness.study.report.Acquisition;
import dev.engram.hardness.study.report.GammaReport;
import dev.engram.hardness.study.report.Sensitivity;
import dev.engram.hardness.study.report.ShuffledControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** The runs beside the primary fit. Each is on one thread and depends on no other, so that they may run side by side. */
final class SensitivityAnalyses {
    private final ModelFrame rows;
    private final Formula terms;
    private final TagEffects primary;
    private final Map<String, Double> sds;
    private final GammaReport gamma;
    private final StudySettings settings;
    private final ModelFrame primaryRows;
    private final Method method;
    private final String on;
    private final AnalysisRows.Sample ordinal;

    /**
     * @param rows  of the primary fit, or a sample of its learners
     * @param ordinal the rows of the ordinal run: the same, or fewer learners
     * @param fit   the primary fit
     * @param gamma its gamma
     */
    SensitivityAnalyses(
            ModelFrame rows,
            Formula terms,
            AnalysisRows.Sample ordinal,
            PrimaryAnalysis fit,
            GammaReport gamma,
            StudySettings settings) {
        this.rows = rows;
        this.terms = terms;
        this.primary = TagEffects.centred(fit.rows().tags.names(), fit.tags().modes());
        this.sds = PrimaryAnalysis.sds(fit.fit());
        this.gamma = gamma;
        this.settings = settings;
        this.primaryRows = fit.rows();
        this.method = fit.fit().method();
        this.on = on(rows);
        this.ordinal = ordinal;
    }

    /** What came of the runs. */
    record Results(List<Sensitivity> sensitivities, ShuffledControl shuffled, Acquisition acquisition) {
        Results {
            sensitivities = List.copyOf(sensitivities);
        }
    }

    Results run(Supplier<Acquisition> acquisition) {
        var sensitivities = new ArrayList<Supplier<Sensitivity>>();
        var plan = settings.plan();
        if (plan.gammaBand()) {
            gamma.band().forEach(other -> sensitivities.add(() -> atGamma(other)));
        }
        if (plan.equalWeights()) {
            sensitivities.add(this::equalWeights);
        }
        if (plan.ordinal()) {
            sensitivities.add(() ->
                    OrdinalRun.of(ordinal.rows(), ordinal.terms(), gamma.value(), sds, primary, on(ordinal.rows())));
        }
        var shuffles = new ArrayList<Supplier<ShuffledControl.Run>>();
        for (int s = 0; s < plan.shuffles(); s++) {
            long seed = settings.seed() + 1 + s;
            shuffles.add(() -> shuffled(seed));
        }
        var all = new ArrayList<Supplier<?>>();
        all.add(acquisition);
        all.addAll(sensitivities);
        all.addAll(shuffles);
        int atOnce = FitMemory.fitsAtOnce(terms.offset(gamma.value(), rows.tags), method, settings.threads());
        var results = new Object[all.size()];
        try (var team = new WorkerTeam(atOnce)) {
            team.run(results.length, false, k -> results[k] = all.get(k).get());
        }
        var done = List.of(results);
        return new Results(
                only(Sensitivity.class, done),
                control(only(ShuffledControl.Run.class, done)),
                only(Acquisition.class, done).getFirst());
    }

    private String on(ModelFrame some) {
        return some.size < primaryRows.size
                ? String.format(Locale.ROOT, ", on %,d whole learners with %,d rows", some.learners.size(), some.size)
                : "";
    }

    private static <T> List<T> only(Class<T> kind, List<Object> done) {
        return done.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Sensitivity atGamma(double other) {
        var name = gamma.source() == GammaReport.Source.ASSUMED
                ? String.format(Locale.ROOT, "gamma = %s", other)
                : String.format(Locale.ROOT, "gamma x %.2f", other / gamma.value());
        var what = String.format(Locale.ROOT, "gamma %.4f, standard deviations of the primary fit%s", other, on);
        return sensitivity(name, what, terms.offset(other, rows.tags), sds);
    }

    private Sensitivity equalWeights() {
        var design = terms.offset(gamma.value(), rows.tags.withEqualWeights());
        return sensitivity("weight 1", "weight 1 for each tag instead of its share of the card" + on, design, Map.of());
    }

    private Sensitivity sensitivity(String name, String what, Design design, Map<String, Double> givenSd) {
        return switch (MethodChoice.side(design, method, givenSd)) {
            case Unfit unfit -> new Sensitivity(name, what, null, Map.of(), unfit.sentence());
            case Fit fit -> {
                var scores = TagEffects.centred(
                        rows.tags.names(), fit.random(Formula.TAG).modes());
                yield compared(name, what, primary, scores);
            }
        };
    }

    static Sensitivity compared(String name, String what, TagEffects primary, TagEffects scores) {
        var tau = primary.tau(scores);
        return new Sensitivity(name, what, tau.isPresent() ? tau.getAsDouble() : null, scores.byTag(), problem(tau));
    }

    static String problem(OptionalDouble tau) {
        return tau.isPresent() ? "" : "no order to compare: all effects are equal";
    }

    private ShuffledControl.Run shuffled(long seed) {
        var shuffledTags = rows.tags.shuffled(seed);
        return switch (MethodChoice.side(terms.offset(gamma.value(), shuffledTags), method, Map.of())) {
            case Unfit _ -> new ShuffledControl.Run(seed, Double.NaN, Double.NaN);
            case Fit fit -> {
                var tags = fit.random(Formula.TAG);
                var tau = primary.tau(TagEffects.centred(shuffledTags.names(), tags.modes()));
                yield new ShuffledControl.Run(seed, tau.orElse(Double.NaN), tags.sd());
            }
        };
    }

    private static ShuffledControl control(List<ShuffledControl.Run> runs) {
        return new ShuffledControl(
                runs,
                runs.stream()
                        .mapToDouble(ShuffledControl.Run::tau)
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN),
                runs.stream()
                        .mapToDouble(ShuffledControl.Run::tagSd)
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN));
    }
}
