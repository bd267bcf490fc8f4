package dev.engram.cli.hardness.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.FixedEffect;
import java.util.List;
import java.util.Locale;

/** A fit as JSON. The names are a contract: docs/research/hardness.md. */
final class FitJson {
    /** Above this number of random effects they are written only where they were asked for. */
    static final int MOST_EFFECTS = 100_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private FitJson() {}

    static String of(FitView fit, List<String> warnings, boolean modesAsked) {
        ObjectNode root = JSON.createObjectNode();
        put(root, "logLik", fit.logLik());
        root.put("method", fit.method().name().toLowerCase(Locale.ROOT));
        if (fit.ordinal()) {
            ArrayNode thresholds = root.putArray("thresholds");
            fit.thresholds().forEach(effect -> fixed(thresholds.addObject(), effect));
        }
        ArrayNode fixed = root.putArray("fixed");
        fit.fixed().forEach(effect -> fixed(fixed.addObject(), effect));
        ArrayNode random = root.putArray("random");
        for (FactorFit factor : fit.random()) {
            ObjectNode node = random.addObject().put("factor", factor.name());
            put(node, "sd", factor.sd());
            node.put("levels", factor.levels().size());
        }
        long effects = fit.random().stream()
                .mapToLong(factor -> factor.levels().size())
                .sum();
        boolean modes = modesAsked || effects <= MOST_EFFECTS;
        ObjectNode all = root.putObject("modes");
        if (modes) {
            fit.random().forEach(factor -> modes(all.putObject(factor.name()), factor));
        }
        root.put("rows", fit.rows());
        root.put("iterations", fit.iterations());
        root.put("converged", fit.converged());
        ArrayNode notes = root.putArray("warnings");
        warnings.forEach(notes::add);
        if (!modes) {
            notes.add(String.format(
                    Locale.ROOT,
                    "modes holds nothing: there are %,d random effects; ask for them with --modes",
                    effects));
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void fixed(ObjectNode node, FixedEffect effect) {
        node.put("name", effect.name());
        put(node, "estimate", effect.estimate());
        put(node, "se", effect.se());
        if (!effect.bounded()) {
            node.put("bounded", false);
        }
    }

    private static void modes(ObjectNode node, FactorFit factor) {
        for (int level = 0; level < factor.levels().size(); level++) {
            ObjectNode effect = node.putObject(factor.levels().get(level));
            put(effect, "mode", factor.mode(level));
            put(effect, "sd", factor.modeSd(level));
        }
    }

    /** JSON has no NaN: a figure that is not there is null. */
    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
