package dev.engram.bench.fsrs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.bench.measure.RoundFigures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All figures of one run.
 *
 * @param versions of both sides and of the machine, by name, in the order in which they are printed
 * @param preparation seconds that building the optimizers' input took, by side; counted against neither
 * @param missing why the other side was not run; null if it was
 */
record BenchReport(
        Map<String, String> versions,
        List<Comparison> comparisons,
        Losses losses,
        Map<String, Double> preparation,
        @Nullable String missing) {
    private static final String ROW = "%-22s %-7s %-30s %-34s %-30s %s%n";

    BenchReport {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        comparisons = List.copyOf(comparisons);
        preparation = Collections.unmodifiableMap(new LinkedHashMap<>(preparation));
    }

    /** For people: medians, in brackets the least and the most of the rounds. */
    String text() {
        var text = new StringBuilder();
        versions.forEach((name, version) -> text.append(line("%-32s %s%n", name, version)));
        if (missing != null) {
            text.append(line("Only our figures: %s.%n", missing));
        }
        text.append(line(
                "%nMedian of %d round(s) [least, most]; sides alternate.%n",
                comparisons.getFirst().ours().values().size()));
        text.append(line(ROW, "", "", "Engram", "other", "times as fast", "goal"));
        for (var comparison : comparisons) {
            text.append(row(comparison));
        }
        text.append(line(
                "%nLog loss of the fitted weights, both by our evaluator: Engram %.6f%s; defaults %.6f%n",
                losses.ours(),
                losses.theirs() == null
                        ? ""
                        : line(
                                ", binding %.6f (ours %+.3f %%, goal at most +0.2 %%: %s)",
                                losses.theirs(), 100 * value(losses.excess()), verdict(losses.isMet())),
                losses.defaults()));
        preparation.forEach((side, seconds) ->
                text.append(line("Building the optimizer's input, not counted: %s %.3f s%n", side, seconds)));
        return text.toString();
    }

    private static String row(Comparison comparison) {
        var theirs = comparison.theirs();
        var ratio = comparison.ratio();
        return line(
                ROW,
                comparison.what(),
                comparison.unit(),
                comparison.ours().text(),
                theirs == null ? comparison.engine() + " not run" : comparison.engine() + " " + theirs.text(),
                ratio == null ? "-" : ratio.text(),
                goals(comparison));
    }

    private static String goals(Comparison comparison) {
        var ratio = line("%.0f x: %s", comparison.goalRatio(), verdict(comparison.isRatioMet()));
        return comparison.goal() == null
                ? ratio
                : line(
                        "%.0f %s: %s, %s",
                        comparison.goal(), comparison.unit(), verdict(comparison.isFastEnough()), ratio);
    }

    private static String verdict(@Nullable Boolean met) {
        return met == null ? "not compared" : met ? "met" : "NOT MET";
    }

    private static double value(@Nullable Double number) {
        return number == null ? Double.NaN : number;
    }

    private static String line(String format, @Nullable Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** For programs: the same, and every round. */
    ObjectNode json() {
        var document = new JsonMapper().createObjectNode();
        versions.forEach(document.putObject("versions")::put);
        document.put("missing", missing);
        var all = document.putArray("comparisons");
        for (var comparison : comparisons) {
            var node = all.addObject()
                    .put("what", comparison.what())
                    .put("unit", comparison.unit())
                    .put("engine", comparison.engine())
                    .put("goal", comparison.goal())
                    .put("goalRatio", comparison.goalRatio())
                    .put("fastEnough", comparison.isFastEnough())
                    .put("ratioMet", comparison.isRatioMet());
            put(node, "ours", comparison.ours());
            put(node, "theirs", comparison.theirs());
            put(node, "timesAsFast", comparison.ratio());
        }
        document.putObject("logLoss")
                .put("ours", losses.ours())
                .put("theirs", losses.theirs())
                .put("defaults", losses.defaults())
                .put("excess", losses.excess())
                .put("met", losses.isMet());
        preparation.forEach(document.putObject("preparationSeconds")::put);
        return document;
    }

    private static void put(ObjectNode node, String name, @Nullable RoundFigures figures) {
        if (figures != null) {
            var object = node.putObject(name).put("median", figures.median());
            var rounds = object.putArray("rounds");
            figures.values().forEach(rounds::add);
        }
    }

    /**
     * Log losses on the same items, by the same evaluator, later items weighing more.
     *
     * @param defaults of the default weights
     * @param ours of the weights that our optimizer fitted
     * @param theirs of the weights that the binding fitted; null if it could not be run
     */
    record Losses(double defaults, double ours, @Nullable Double theirs) {
        /** Ours may be larger than theirs by this share. */
        static final double ALLOWANCE = 0.002;

        /** By what share ours is larger than theirs; negative where it is smaller; null if theirs is not known. */
        @Nullable
        Double excess() {
            return theirs == null ? null : ours / theirs - 1;
        }

        /** Whether ours is small enough; null if theirs is not known. */
        @Nullable
        Boolean isMet() {
            var excess = excess();
            return excess == null ? null : excess <= ALLOWANCE;
        }
    }
}
