package dev.engram.bench.recovery;

import dev.engram.simulation.recovery.Estimator;
import dev.engram.simulation.recovery.RecoveryRun;
import dev.engram.simulation.recovery.ScenarioMeans;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The page on recovery, in Markdown. All figures are means over the seeds. */
final class RecoveryPage {
    private final List<ScenarioMeans> scenarios;
    private final int seeds;
    private final Map<String, String> versions;
    private final GateSection gates;

    RecoveryPage(List<ScenarioMeans> scenarios, int seeds, Map<String, String> versions) {
        this.scenarios = scenarios;
        this.seeds = seeds;
        this.versions = versions;
        this.gates = new GateSection(scenarios);
    }

    boolean passes() {
        return gates.passes();
    }

    /** The gates in a sentence, and those that failed. */
    String verdict() {
        return gates.verdict();
    }

    String text() {
        return RecoveryText.INTRODUCTION.formatted(seeds)
                + versions()
                + "\n## Gates\n\n" + gates.text()
                + "\n## The principal estimate\n\n" + RecoveryText.PRINCIPAL + principal()
                + "\n## Kendall's tau with the truth, by estimator\n\n" + RecoveryText.ESTIMATORS + estimators()
                + "\n## The lapse rate, measured the same way\n\n" + RecoveryText.BASELINE + baseline()
                + "\n## Without card effects\n\n" + RecoveryText.NO_CARD + noCard()
                + "\n" + RecoveryText.LIMITS;
    }

    private String versions() {
        var text = new StringBuilder();
        versions.forEach((name, version) ->
                text.append("- ").append(name).append(": ").append(version).append('\n'));
        return text.toString();
    }

    private String principal() {
        var table = new MarkdownTable(
                "scenario",
                "events",
                "tau",
                "min-max",
                "Spearman",
                "top 5",
                "rank coverage",
                "rank width",
                "h coverage",
                "slope",
                "wrong pairs",
                "g1",
                "g2");
        for (var means : scenarios) {
            ToDoubleFunction<RecoveryRun> tau =
                    run -> run.score(Estimator.PRINCIPAL).tau();
            table.row(
                    means.scenario().label(),
                    String.format(Locale.ROOT, "%,.0f", means.of(RecoveryRun::events)),
                    number(means.of(tau), 2),
                    range(means.runs().stream().mapToDouble(tau).toArray()),
                    number(means.of(run -> run.score(Estimator.PRINCIPAL).spearman()), 2),
                    number(means.of(run -> run.score(Estimator.PRINCIPAL).topFive()), 2),
                    number(means.of(run -> run.intervals(Estimator.PRINCIPAL).rankCoverage()), 2),
                    number(means.of(run -> run.intervals(Estimator.PRINCIPAL).rankWidth()), 1),
                    number(means.of(run -> run.intervals(Estimator.PRINCIPAL).coverage()), 2),
                    number(means.of(run -> run.intervals(Estimator.PRINCIPAL).slope()), 2),
                    percent(means.wrongShare(Estimator.PRINCIPAL)),
                    number(means.of(RecoveryRun::g1), 2),
                    number(means.of(RecoveryRun::g2), 2));
        }
        return table.text();
    }

    private String estimators() {
        List<String> header = new ArrayList<>(List.of("estimator"));
        scenarios.forEach(means -> header.add(means.scenario().label()));
        header.add("min-max");
        var table = new MarkdownTable(header.toArray(String[]::new));
        for (var estimator : Estimator.values()) {
            double[] taus = scenarios.stream()
                    .mapToDouble(means -> means.tau(estimator))
                    .toArray();
            List<String> row = new ArrayList<>();
            row.add(estimator == Estimator.PRINCIPAL ? "**principal**" : estimator.label());
            for (double tau : taus) {
                row.add(number(tau, 2));
            }
            row.add(range(taus));
            table.row(row.toArray(String[]::new));
        }
        return table.text();
    }

    private String baseline() {
        var table = new MarkdownTable(
                "scenario",
                "tau",
                "shrunk: tau",
                "Spearman",
                "top 5",
                "rank coverage",
                "rank width",
                "h coverage",
                "wrong pairs");
        for (var means : scenarios) {
            table.row(
                    means.scenario().label(),
                    number(means.tau(Estimator.LAPSE_RATE), 2),
                    number(means.tau(Estimator.BETA_BINOMIAL), 2),
                    number(means.of(run -> run.score(Estimator.BETA_BINOMIAL).spearman()), 2),
                    number(means.of(run -> run.score(Estimator.BETA_BINOMIAL).topFive()), 2),
                    number(
                            means.of(run ->
                                    run.intervals(Estimator.BETA_BINOMIAL).rankCoverage()),
                            2),
                    number(
                            means.of(run ->
                                    run.intervals(Estimator.BETA_BINOMIAL).rankWidth()),
                            1),
                    number(
                            means.of(run ->
                                    run.intervals(Estimator.BETA_BINOMIAL).coverage()),
                            2),
                    percent(means.wrongShare(Estimator.BETA_BINOMIAL)));
        }
        return table.text();
    }

    private String noCard() {
        var table = new MarkdownTable("scenario", "rank coverage", "wrong pairs", "tau of permuted tags", "their SD");
        for (var means : scenarios) {
            table.row(
                    means.scenario().label(),
                    number(means.of(run -> run.intervals(Estimator.NO_CARD).rankCoverage()), 2),
                    percent(means.wrongShare(Estimator.NO_CARD)),
                    number(means.of(RecoveryRun::shuffledTau), 2),
                    number(means.of(RecoveryRun::shuffledSd), 3));
        }
        return table.text();
    }

    private static String range(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return number(least, 2) + " to " + number(most, 2);
    }

    private static String percent(double share) {
        return number(100 * share, 1) + "%";
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
