package dev.engram.cli.hardness.fit;

import dev.engram.cli.hardness.TextTable;
import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A fit as text for people. */
final class FitText {
    private static final int WIDEST_NAME = 48;

    private FitText() {}

    static List<String> lines(FitView fit, FitRequest request) {
        List<String> lines = new ArrayList<>();
        lines.add((fit.ordinal() ? "Cumulative logit" : "Logistic") + " mixed model of " + request.response() + ", "
                + (fit.ordinal() ? saysOrdinal(fit.method()) : says(fit.method())));
        lines.add(count(fit.rows(), "rows") + ", "
                + fit.random().stream()
                        .map(factor -> count(factor.levels().size(), factor.name()))
                        .collect(Collectors.joining(", ")));
        lines.add("");
        lines.add(String.format(Locale.ROOT, "log-likelihood  %.4f%s", fit.logLik(), likelihood(fit.method())));
        lines.add("converged       " + (fit.converged() ? "yes" : "NO: the figures are where the iterations ended")
                + ", " + fit.iterations() + " iterations");
        lines.add("");
        lines.addAll(fixed(fit));
        lines.add("");
        lines.addAll(random(fit, request));
        if (request.modes()) {
            for (FactorFit factor : fit.random()) {
                lines.add("");
                lines.addAll(modes(factor));
            }
        }
        return lines;
    }

    private static String saysOrdinal(Method method) {
        return method == Method.JOINT
                ? "method joint (all effects at their joint mode)"
                : "method laplace (the optimum of ordinal::clmm)";
    }

    private static String says(Method method) {
        return switch (method) {
            case JOINT -> "method joint (the optimum that lme4 calls nAGQ = 0)";
            case LAPLACE -> "method laplace (the optimum that lme4 calls nAGQ = 1)";
            case FAST -> "method fast (fixed point of the variances; not lme4's optimum)";
        };
    }

    private static String likelihood(Method method) {
        return method == Method.FAST ? "  (Laplace approximation at the fixed point)" : "  (Laplace approximation)";
    }

    private static List<String> fixed(FitView fit) {
        TextTable table = new TextTable("lrrrl");
        if (fit.ordinal()) {
            table.row("threshold", "estimate", "se", "z", "");
            fit.thresholds().forEach(effect -> row(table, effect));
            if (!fit.fixed().isEmpty()) {
                table.row("", "", "", "", "");
            }
        }
        if (!fit.fixed().isEmpty()) {
            table.row("fixed effect", "estimate", "se", "z", "");
            fit.fixed().forEach(effect -> row(table, effect));
        }
        List<String> lines = new ArrayList<>(table.lines(""));
        if (fit.ordinal()) {
            lines.add("");
            lines.add(
                    "logit P(first k categories) = threshold k + effects: a larger effect makes the first categories likelier");
        }
        return lines;
    }

    private static void row(TextTable table, FixedEffect effect) {
        table.row(
                TextTable.name(effect.name(), WIDEST_NAME),
                figure(effect.estimate()),
                effect.bounded() ? figure(effect.se()) : "-",
                effect.bounded() ? String.format(Locale.ROOT, "%.2f", effect.estimate() / effect.se()) : "-",
                effect.bounded() ? "" : "no finite estimate (separation)");
    }

    private static List<String> random(FitView fit, FitRequest request) {
        TextTable table = new TextTable("lrrl").row("random factor", "sd", "levels", "");
        for (FactorFit factor : fit.random()) {
            table.row(
                    TextTable.name(factor.name(), WIDEST_NAME),
                    figure(factor.sd()),
                    String.format(Locale.ROOT, "%,d", factor.levels().size()),
                    request.givenSd().containsKey(factor.name()) ? "given" : "");
        }
        return table.lines("");
    }

    private static List<String> modes(FactorFit factor) {
        TextTable table = new TextTable("lrr").row(TextTable.name(factor.name(), WIDEST_NAME), "mode", "sd");
        for (int level = 0; level < factor.levels().size(); level++) {
            table.row(
                    TextTable.name(factor.levels().get(level), WIDEST_NAME),
                    figure(factor.mode(level)),
                    figure(factor.modeSd(level)));
        }
        return table.lines("");
    }

    private static String count(int count, String what) {
        return String.format(Locale.ROOT, "%,d ", count) + what;
    }

    private static String figure(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(value);
        return size == 0 || (size >= 0.001 && size < 1e5)
                ? String.format(Locale.ROOT, "%.4f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
