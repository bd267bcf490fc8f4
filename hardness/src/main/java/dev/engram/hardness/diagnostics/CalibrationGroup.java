package dev.engram.hardness.diagnostics;

import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.hipparchus.stat.interval.BinomialProportion;

/**
 * Predicted against observed lapses of some rows. The predictions hold the effects of the same rows: a check of the form of
 * the model, not of prediction.
 *
 * @param by        what groups the rows: {@code delay}, {@code history} or {@code tag}
 * @param group     such as {@code 2-4} days, {@code s3+ l0} (three prior successes or more, no prior lapse), or a tag, whose rows
 *     are those of its cards
 * @param rows      how many, at least 1
 * @param predicted mean predicted probability of a lapse
 * @param observed  share of lapses
 * @param low       lower end of Wilson's 95 % interval of the observed share
 * @param high      its upper end
 */
public record CalibrationGroup(
        String by, String group, long rows, double predicted, double observed, double low, double high) {
    private static final float[] DELAYS = {2, 4, 8, 16, 32};
    /** Counts from here on share a cell, or from the cap of the rows on where that is lower. */
    private static final int SUCCESSES = 3;

    private static final int LAPSES = 2;
    private static final double LEVEL = 0.95;

    /**
     * The groups that have rows: by delay, by prior successes with prior lapses, by tag. Each of the two counts alone has
     * coefficients of its own and fits by construction; together they show whether the effects add up.
     *
     * @param tags  sums by tag
     * @param order numbers of the tags in the order of the table
     */
    static List<CalibrationGroup> all(ModelFrame rows, Predictor predictor, GroupSums tags, int[] order) {
        var delay = new GroupSums(DELAYS.length + 1);
        int mostSuccesses = Math.min(SUCCESSES, rows.rules.successCap());
        int mostLapses = Math.min(LAPSES, rows.rules.lapseCap());
        var history = new GroupSums((mostSuccesses + 1) * (mostLapses + 1));
        for (int n = 0; n < rows.size; n++) {
            double p = predictor.probability(n);
            boolean lapse = rows.rating[n] == 1;
            delay.add(band(rows.elapsed[n]), p, lapse);
            int lapses = Math.min(mostLapses, rows.lapses[n]);
            history.add(Math.min(mostSuccesses, rows.successes[n]) * (mostLapses + 1) + lapses, p, lapse);
        }
        var groups = new ArrayList<CalibrationGroup>();
        for (int band = 0; band <= DELAYS.length; band++) {
            add(groups, "delay", bandName(band), delay, band);
        }
        for (int cell = 0; cell < history.rows.length; cell++) {
            var name = capped("s", cell / (mostLapses + 1), mostSuccesses) + " "
                    + capped("l", cell % (mostLapses + 1), mostLapses);
            add(groups, "history", name, history, cell);
        }
        for (int tag : order) {
            add(groups, "tag", rows.tags.names().get(tag), tags, tag);
        }
        return groups;
    }

    private static void add(List<CalibrationGroup> groups, String by, String name, GroupSums sums, int group) {
        long rows = sums.rows[group];
        if (rows > 0) {
            double observed = sums.observed(group);
            var wilson = BinomialProportion.getWilsonScoreInterval((int) rows, observed, LEVEL);
            groups.add(new CalibrationGroup(
                    by,
                    name,
                    rows,
                    sums.predicted[group] / rows,
                    observed,
                    Math.max(0, wilson.getLowerBound()),
                    Math.min(1, wilson.getUpperBound())));
        }
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
}
