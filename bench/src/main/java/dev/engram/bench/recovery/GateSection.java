package dev.engram.bench.recovery;

import dev.engram.simulation.Choice;
import dev.engram.simulation.Scheduling;
import dev.engram.simulation.recovery.Estimator;
import dev.engram.simulation.recovery.Gates;
import dev.engram.simulation.recovery.Gates.Gate;
import dev.engram.simulation.recovery.ScenarioMeans;
import java.util.ArrayList;
import java.util.List;

/** The section on the gates. */
final class GateSection {
    private final List<ScenarioMeans> scenarios;
    private final List<Gate> gates = new ArrayList<>();

    GateSection(List<ScenarioMeans> scenarios) {
        this.scenarios = scenarios;
        scenarios.forEach(means -> gates.addAll(Gates.FULL.of(means)));
        gates.addAll(Gates.ofControl(scenarios));
    }

    boolean passes() {
        return gates.stream().allMatch(Gate::passes);
    }

    /** The gates in a sentence, and those that failed. */
    String verdict() {
        var asking = gates.stream().filter(Gate::asks).toList();
        long passed = asking.stream().filter(Gate::passes).count();
        var text = new StringBuilder(passed + " of " + asking.size() + " gates passed.\n");
        gates.stream()
                .filter(gate -> !gate.passes())
                .forEach(gate -> text.append(
                        "FAILED: %s is %.3f, must be %s%n".formatted(gate.what(), gate.measured(), bounds(gate))));
        return text.toString();
    }

    /** The section, without its heading. */
    String text() {
        return verdict() + "\n" + RecoveryText.GATES + ungated() + "\n" + gateTable();
    }

    /** Scenarios that would fail if the margin under FSRS were required for every choice of cards: stated, not only in the table. */
    private String ungated() {
        var tooClose = scenarios.stream()
                .filter(means -> means.scenario().scheduling() == Scheduling.FSRS
                        && means.scenario().choice() == Choice.UNIFORM)
                .filter(means -> margin(means) < 0.20)
                .map(means -> means.scenario().label() + " (" + RecoveryPage.number(margin(means), 3) + ")")
                .toList();
        return tooClose.isEmpty() ? "" : "At a margin of 0.20 these would fail: " + String.join("; ", tooClose) + ".\n";
    }

    private static double margin(ScenarioMeans means) {
        return means.tau(Estimator.PRIMARY) - means.tau(Estimator.LAPSE_RATE);
    }

    private String gateTable() {
        return RecoveryPage.markdown(
                List.of("gate", "measured", "must be", ""),
                gates.stream()
                        .map(gate -> List.of(
                                gate.what(), RecoveryPage.number(gate.measured(), 3), bounds(gate), mark(gate))));
    }

    private static String mark(Gate gate) {
        return !gate.passes() ? "**FAILED**" : gate.asks() ? "passed" : "";
    }

    private static String bounds(Gate gate) {
        if (!gate.asks()) {
            return "no gate";
        }
        var low = RecoveryPage.number(gate.low(), 2);
        var high = RecoveryPage.number(gate.high(), 2);
        return Double.isInfinite(gate.high())
                ? "at least " + low
                : Double.isInfinite(gate.low()) ? "at most " + high : low + " to " + high;
    }
}
