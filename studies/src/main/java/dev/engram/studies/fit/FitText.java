package dev.engram.studies.fit;

import dev.engram.hardness.glmm.FactorFit;
import dev.engram.hardness.glmm.FixedEffect;
import dev.engram.hardness.glmm.LikelihoodRatioTest;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.fit.ProfileInterval;
import dev.engram.studies.FigureText;
import dev.engram.studies.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A fit as text for people. */
public final class FitText {
    private static final int WIDEST_NAME = 48;

    private static final double SMALLEST_P = 1e-4;

    private FitText() {}

    /** The lines. @param modes show the random effects too */
    public static List<String> lines(FitResult.Fitted fit, FitRequest request, boolean modes) {
        List<String> lines = new ArrayList<>();
        lines.add((fit.ordinal() ? "Cumulative logit" : "Logistic") + " mixed model of " + request.response()
                + ", method " + method(fit));
        lines.add(FigureText.count(fit.rows()) + " rows, "
                + fit.random().stream()
                        .map(factor -> FigureText.count(factor.levels().size()) + " " + factor.name())
                        .collect(Collectors.joining(", ")));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "log-likelihood  %.4f  (Laplace approximation%s)",
                fit.logLik(),
                fit.method() == Method.PQL ? " at the fixed point; not for tests between models" : ""));
        lines.add(
                fit.method() == Method.PQL
                        ? "parameters      " + fit.parameters()
                        : String.format(
                                Locale.ROOT,
                                "parameters      %d, AIC %.2f, BIC %.2f",
                                fit.parameters(),
                                fit.aic(),
                                fit.bic()));
        lines.add("converged       " + (fit.converged() ? "yes" : "NO: the figures are where the iterations ended")
                + ", " + fit.iterations() + " iterations");
        lines.add("");
        lines.addAll(fixed(fit));
        lines.add("");
        TextTable<FactorFit> factors = new TextTable<FactorFit>()
                .left("random factor", factor -> name(factor.name()))
                .right("sd", factor -> figure(factor.sd()));
        if (!fit.profiles().isEmpty()) {
            factors.right("95 % profile", factor -> profile(fit.profiles().get(factor.name())));
        }
        lines.addAll(factors.right(
                        "levels", factor -> FigureText.count(factor.levels().size()))
                .left("", factor -> request.settings().givenSd().containsKey(factor.name()) ? "given" : "")
                .lines(fit.random()));
        FitResult.Comparison comparison = fit.comparison();
        if (comparison != null) {
            lines.add("");
            lines.addAll(comparison(fit, comparison));
        }
        for (FactorFit factor : modes ? fit.random() : List.<FactorFit>of()) {
            lines.add("");
            lines.addAll(new TextTable<Integer>()
                    .left(name(factor.name()), level -> name(factor.levels().get(level)))
                    .right("mode", level -> figure(factor.mode(level)))
                    .right("sd", level -> figure(factor.modeSd(level)))
                    .lines(IntStream.range(0, factor.levels().size()).boxed().toList()));
        }
        return lines;
    }

    private static String profile(@Nullable ProfileInterval profile) {
        return profile == null ? "" : "[" + figure(profile.lower()) + ", " + figure(profile.upper()) + "]";
    }

    private static List<String> comparison(FitResult.Fitted fit, FitResult.Comparison smaller) {
        record Row(String model, int parameters, double logLik, double aic, double bic) {}
        List<String> lines = new ArrayList<>(new TextTable<Row>()
                .left("model", Row::model)
                .right("parameters", row -> FigureText.count(row.parameters()))
                .right("log-likelihood", row -> FigureText.decimals(row.logLik(), 4))
                .right("AIC", row -> FigureText.decimals(row.aic(), 2))
                .right("BIC", row -> FigureText.decimals(row.bic(), 2))
                .lines(List.of(
                        new Row("this", fit.parameters(), fit.logLik(), fit.aic(), fit.bic()),
                        new Row(
                                "without " + name(String.join(", ", smaller.without())),
                                smaller.parameters(),
                                smaller.logLik(),
                                smaller.aic(),
                                smaller.bic()))));
        LikelihoodRatioTest test = smaller.test();
        int interior = test.interior();
        String p = test.p() < SMALLEST_P ? "p < 0.0001" : "p = " + figure(test.p());
        lines.add("");
        lines.add("chi-squared " + FigureText.decimals(test.statistic(), 3) + ", "
                + FigureText.counted(interior + test.boundary(), "parameter") + " fewer"
                + (test.boundary() == 0
                        ? ""
                        : ", of which " + FigureText.counted(test.boundary(), "standard deviation") + " set to 0")
                + ", " + p);
        if (test.boundary() > 0) {
            lines.add("p from a mixture of chi-squared with " + interior + " to " + (interior + test.boundary())
                    + " degrees of freedom: a standard deviation of 0 is at the edge of its range"
                    + (test.boundary() == 1 ? ", so each weighs half" : ""));
        }
        return lines;
    }

    private static String method(FitResult.Fitted fit) {
        if (fit.ordinal()) {
            return fit.method() == Method.JOINT
                    ? "joint (all effects at their joint mode)"
                    : "laplace (the optimum of ordinal::clmm)";
        }
        return switch (fit.method()) {
            case JOINT -> "joint (the optimum that lme4 calls nAGQ = 0)";
            case LAPLACE -> "laplace (the optimum that lme4 calls nAGQ = 1)";
            case PQL -> "pql (REML-PQL; standard deviations biased towards zero for few rows a level)";
        };
    }

    private static List<String> fixed(FitResult.Fitted fit) {
        List<List<String>> rows = new ArrayList<>();
        section(rows, "threshold", fit.thresholds());
        section(rows, "fixed effect", fit.fixed());
        List<String> lines = new ArrayList<>(new TextTable<List<String>>()
                .left("", row -> row.get(0))
                .right("", row -> row.get(1))
                .right("", row -> row.get(2))
                .right("", row -> row.get(3))
                .left("", row -> row.get(4))
                .lines(rows));
        if (fit.ordinal()) {
            lines.add("");
            lines.add(
                    "logit P(first k categories) = threshold k + effects: a larger effect makes the first categories likelier");
        }
        return lines;
    }

    private static void section(List<List<String>> rows, String head, List<FixedEffect> effects) {
        if (effects.isEmpty()) {
            return;
        }
        if (!rows.isEmpty()) {
            rows.add(List.of("", "", "", "", ""));
        }
        rows.add(List.of(head, "estimate", "se", "z", ""));
        for (FixedEffect effect : effects) {
            String name = name(effect.name());
            String estimate = figure(effect.estimate());
            rows.add(
                    effect.bounded()
                            ? List.of(
                                    name,
                                    estimate,
                                    figure(effect.se()),
                                    String.format(Locale.ROOT, "%.2f", effect.estimate() / effect.se()),
                                    "")
                            : List.of(name, estimate, "-", "-", "no finite estimate (separation)"));
        }
    }

    private static String name(String name) {
        return TextTable.name(name, WIDEST_NAME);
    }

    private static String figure(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size == 0 || (size >= 0.001 && size < 1e5) ? "%.4f" : "%.4g", value);
    }
}
