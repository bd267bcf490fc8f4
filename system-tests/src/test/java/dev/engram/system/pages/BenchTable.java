package dev.engram.system.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code ./engram bench pages} has measured: a line for each figure as soon as it is there, and the whole as a table at the end. */
final class BenchTable {
    private static final String ROW = "| %-62s | %12s | %9s | %9s | %5s |";
    private final List<String> rows = new ArrayList<>();

    /** Milliseconds at the middle and at the 95th of 100. @param goal such as {@code < 50 ms}, of the middle */
    void add(String what, String goal, List<Double> millis) {
        var sorted = millis.stream().sorted().toList();
        add(what, goal, text(at(sorted, 0.5)), text(at(sorted, 0.95)), String.valueOf(sorted.size()));
    }

    void add(String what, String goal, String middle, String high, String n) {
        var row = ROW.formatted(what, goal, middle, high, n);
        rows.add(row);
        System.out.println("bench: " + row);
    }

    void print() {
        System.out.println("bench: " + ROW.formatted("what", "goal", "median", "p95", "n"));
        System.out.println("bench: |---|---|---|---|---|");
        rows.forEach(row -> System.out.println("bench: " + row));
    }

    /** The smallest value that this share of the values does not exceed. @param share above 0, at most 1 */
    static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    static String text(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
