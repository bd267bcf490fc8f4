package dev.engram.hardness.diagnostics;

import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.study.report.Diagnostics.CalibrationGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.hipparchus.stat.interval.BinomialProportion;

/** Predicted against observed lapses, by groups of rows. */
public final class CalibrationTable {
    private static final float[] DELAYS = {2, 4, 8, 16, 32};
    /** Counts from here on share a cell, or from the cap of the rows on where that is lower. */
    private static final int SUCCESSES = 3;

    private static final int LAPSES = 2;
    private static final double LEVEL = 0.95;

    private final double[] predicted;
    private final long[] lapses;
    private final long[] rows;

    private CalibrationTable(int groups) {
        predicted = new double[groups];
        lapses = new long[groups];
        rows = new long[groups];
    }

    /**
     * The groups that have rows: by delay, by prior successes with prior lapses, by tag. Each of the two counts alone has
     * coefficients of its own and fits by construction; together they show whether the effects add up.
     *
     * @param tagOrder numbers of the tags in the order of the table
     */
    public static List<CalibrationGroup> of(ModelFrame frame, Predictor predictor, int[] tagOrder) {
        var delay = new CalibrationTable(DELAYS.length + 1);
        int mostSuccesses = Math.min(SUCCESSES, frame.rules.successCap());
        int mostLapses = Math.min(LAPSES, frame.rules.lapseCap());
        var history = new CalibrationTable((mostSuccesses + 1) * (mostLapses + 1));
        var tags = new CalibrationTable(frame.tags.size());
        for (int n = 0; n < frame.size; n++) {
            double p = predictor.probability(n);
            int lapse = frame.rating[n] == 1 ? 1 : 0;
            delay.add(band(frame.elapsed[n]), p, lapse);
            int lapses = Math.min(mostLapses, frame.lapses[n]);
            history.add(Math.min(mostSuccesses, frame.successes[n]) * (mostLapses + 1) + lapses, p, lapse);
            int card = frame.card[n];
            for (int entry = frame.tags.first(card); entry < frame.tags.first(card + 1); entry++) {
                tags.add(frame.tags.tagAt(entry), p, lapse);
            }
        }
        var groups = new ArrayList<CalibrationGroup>();
        for (int band = 0; band <= DELAYS.length; band++) {
            delay.group("delay", bandName(band), band, groups);
        }
        for (int cell = 0; cell < history.rows.length; cell++) {
            var name = capped("s", cell / (mostLapses + 1), mostSuccesses) + " "
                    + capped("l", cell % (mostLapses + 1), mostLapses);
            history.group("history", name, cell, groups);
        }
        for (int tag : tagOrder) {
            tags.group("tag", frame.tags.names().get(tag), tag, groups);
        }
        return groups;
    }

    private static int band(float days) {
        int band = 0;
        while (band < DELAYS.length && days >= DELAYS[band]) {
            band++;
        }
        return band;
    }

    private static String bandName(int band) {
        IntFunction<String> edge = i -> Integer.toString((int) DELAYS[i]);
        return band == 0
                ? "<" + edge.apply(0)
                : band == DELAYS.length ? ">=" + edge.apply(band - 1) : edge.apply(band - 1) + "-" + edge.apply(band);
    }

    private static String capped(String letter, int count, int cap) {
        return letter + count + (count == cap ? "+" : "");
    }

    private void add(int group, double p, int lapse) {
        predicted[group] += p;
        lapses[group] += lapse;
        rows[group]++;
    }

    private void group(String by, String name, int group, List<CalibrationGroup> groups) {
        if (rows[group] > 0) {
            double observed = (double) lapses[group] / rows[group];
            var wilson = BinomialProportion.getWilsonScoreInterval((int) rows[group], observed, LEVEL);
            groups.add(new CalibrationGroup(
                    by,
                    name,
                    rows[group],
                    predicted[group] / rows[group],
                    observed,
                    Math.max(0, wilson.getLowerBound()),
                    Math.min(1, wilson.getUpperBound())));
        }
    }
}
