package dev.engram.studies.fit;

import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.fit.ProfileInterval;
import dev.engram.studies.FigureText;
import dev.engram.studies.StudyJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fit as JSON. The names are a contract: docs/research/hardness.md. */
public final class FitJson {
    /** Above this number of random effects they are written only where they were asked for. */
    private static final int MOST_EFFECTS = 100_000;

    private FitJson() {}

    /** The document. @param modes write the random effects even if there are more than 100,000 */
    public static String of(FitResult.Fitted fit, boolean modes) {
        long effects = fit.random().stream()
                .mapToLong(factor -> factor.levels().size())
                .sum();
        boolean shown = modes || effects <= MOST_EFFECTS;
        Map<String, Object> byFactor = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>(fit.warnings());
        if (shown) {
            fit.random().forEach(factor -> byFactor.put(factor.name(), modes(factor)));
        } else {
            warnings.add("modes is empty: there are " + FigureText.count(effects)
                    + " random effects; they are written only on request (modes)");
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("logLik", fit.logLik());
        root.put("parameters", fit.parameters());
        root.put("aic", fit.aic());
        root.put("bic", fit.bic());
        root.put("method", fit.method());
        if (fit.ordinal()) {
            root.put("thresholds", effects(fit.thresholds()));
        }
        root.put("fixed", effects(fit.fixed()));
        root.put(
                "random",
                fit.random().stream()
                        .map(factor -> factor(factor, fit.profiles()))
                        .toList());
        FitResult.Comparison comparison = fit.comparison();
        if (comparison != null) {
            root.put("comparison", comparison);
        }
        root.put("modes", byFactor);
        root.put("rows", fit.rows());
        root.put("iterations", fit.iterations());
        root.put("converged", fit.converged());
        root.put("warnings", warnings);
        return StudyJson.document(root);
    }

    private static List<Map<String, Object>> effects(List<FixedEffect> effects) {
        return effects.stream()
                .map(effect -> {
                    Map<String, Object> members = StudyJson.members(effect);
                    if (effect.bounded()) {
                        members.remove("bounded");
                    }
                    return members;
                })
                .toList();
    }

    private record Mode(double mode, double sd) {}

    private static Map<String, Object> factor(FactorFit factor, Map<String, ProfileInterval> profiles) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("factor", factor.name());
        members.put("sd", factor.sd());
        members.put("levels", factor.levels().size());
        ProfileInterval profile = profiles.get(factor.name());
        if (profile != null) {
            members.putAll(StudyJson.members(profile));
        }
        return members;
    }

    private static Map<String, Mode> modes(FactorFit factor) {
        Map<String, Mode> modes = new LinkedHashMap<>();
        for (int level = 0; level < factor.levels().size(); level++) {
            modes.put(factor.levels().get(level), new Mode(factor.mode(level), factor.modeSd(level)));
        }
        return modes;
    }
}
