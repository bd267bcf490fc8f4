package dev.engram.bench.recovery;

import dev.engram.simulation.recovery.Estimator;
import dev.engram.simulation.recovery.RecoveryRun;
import dev.engram.simulation.recovery.RecoveryRun.IntervalScore;
import dev.engram.simulation.recovery.RecoveryRun.RankScore;
import dev.engram.simulation.recovery.ScenarioMeans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                + "\n## The primary estimate\n\n" + RecoveryText.PRIMARY + primary()
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

    /** A column of a table with a row per scenario. */
    private record Column(String header, Function<ScenarioMeans, String> cell) {
        static Column mean(String header, int digits, ToDoubleFunction<RecoveryRun> figure) {
            return new Column(header, means -> number(means.of(figure), digits));
        }

        static Column score(String header, Estimator estimator, ToDoubleFunction<RankScore> figure) {
            return mean(header, 2, run -> figure.applyAsDouble(run.score(estimator)));
        }

        static Column interval(String header, int digits, Estimator estimator, ToDoubleFunction<IntervalScore> figure) {
            return mean(header, digits, run -> figure.applyAsDouble(run.intervals(estimator)));
        }

        static Column wrongPairs(Estimator estimator) {
            return new Column("wrong pairs", means -> number(100 * means.wrongShare(estimator), 1) + "%");
        }
    }

    private String table(Column... columns) {
        List<Column> all = new ArrayList<>(List.of(columns));
        all.addFirst(new Column("scenario", means -> means.scenario().label()));
        return markdown(
                all.stream().map(Column::header).toList(),
                scenarios.stream()
                        .map(means -> all.stream()
                                .map(column -> column.cell().apply(means))
                                .toList()));
    }

    /** A table in Markdown; every column but the first is aligned to the right. */
    static String markdown(List<String> header, Stream<List<String>> rows) {
        return line(header) + "|---|" + "---:|".repeat(header.size() - 1) + "\n"
                + rows.map(RecoveryPage::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private String primary() {
        var it = Estimator.PRIMARY;
        return table(
                new Column("events", means -> String.format(Locale.ROOT, "%,.0f", means.of(RecoveryRun::events))),
                Column.score("tau", it, RankScore::tau),
                new Column(
                        "min-max",
                        means -> range(means.runs().stream()
                                .mapToDouble(run -> run.score(it).tau())
                                .toArray())),
                Column.score("Spearman", it, RankScore::spearman),
                Column.score("top 5", it, RankScore::topFive),
                Column.interval("rank coverage", 2, it, IntervalScore::rankCoverage),
                Column.interval("rank width", 1, it, IntervalScore::rankWidth),
                Column.interval("h coverage", 2, it, IntervalScore::coverage),
                Column.interval("slope", 2, it, IntervalScore::slope),
                Column.mean("half-life slope", 2, RecoveryPage::halfLifeSlope),
                Column.wrongPairs(it),
                Column.mean("g1", 2, RecoveryRun::g1),
                Column.mean("g2", 2, RecoveryRun::g2));
    }

    /** Of effects divided by the gamma of the study, on the true hardness: both are then logs of half-lives. */
    private static double halfLifeSlope(RecoveryRun run) {
        double gamma = run.scenario().world().gamma().orElse(1);
        return run.intervals(Estimator.PRIMARY).slope() * gamma / run.g1();
    }

    private String estimators() {
        List<String> header = new ArrayList<>(List.of("estimator"));
        scenarios.forEach(means -> header.add(means.scenario().label()));
        header.add("min-max");
        return markdown(header, Stream.of(Estimator.values()).map(this::taus));
    }

    private List<String> taus(Estimator estimator) {
        double[] taus =
                scenarios.stream().mapToDouble(means -> means.tau(estimator)).toArray();
        List<String> row = new ArrayList<>();
        row.add(estimator == Estimator.PRIMARY ? "**primary**" : estimator.label());
        Arrays.stream(taus).mapToObj(tau -> number(tau, 2)).forEach(row::add);
        row.add(range(taus));
        return row;
    }

    private String baseline() {
        var shrunk = Estimator.BETA_BINOMIAL;
        return table(
                Column.score("tau", Estimator.LAPSE_RATE, RankScore::tau),
                Column.score("shrunk: tau", shrunk, RankScore::tau),
                Column.score("Spearman", shrunk, RankScore::spearman),
                Column.score("top 5", shrunk, RankScore::topFive),
                Column.interval("rank coverage", 2, shrunk, IntervalScore::rankCoverage),
                Column.interval("rank width", 1, shrunk, IntervalScore::rankWidth),
                Column.interval("h coverage", 2, shrunk, IntervalScore::coverage),
                Column.wrongPairs(shrunk));
    }

    private String noCard() {
        return table(
                Column.interval("rank coverage", 2, Estimator.NO_CARD, IntervalScore::rankCoverage),
                Column.wrongPairs(Estimator.NO_CARD),
                Column.mean("tau of permuted tags", 2, RecoveryRun::shuffledTau),
                Column.mean("their SD", 3, RecoveryRun::shuffledSd));
    }

    private static String range(double[] values) {
        var summary = Arrays.stream(values).summaryStatistics();
        return number(summary.getMin(), 2) + " to " + number(summary.getMax(), 2);
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
