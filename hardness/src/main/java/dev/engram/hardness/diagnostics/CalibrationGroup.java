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
     * @param tagOrder numbers of the tags in the order of the table
     */
    static List<CalibrationGroup> all(ModelFrame frame, Predictor predictor, int[] tagOrder) {
        var delay = new Sums(DELAYS.length + 1);
        int mostSuccesses = Math.min(SUCCESSES, frame.rules.successCap());
        int mostLapses = Math.min(LAPSES, frame.rules.lapseCap());
        var history = new Sums((mostSuccesses + 1) * (mostLapses + 1));
        var tags = new Sums(frame.tags.size());
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

    /** Of numbered groups of rows. */
    private static final class Sums {
        private final double[] predicted;
        private final long[] lapses;
        private final long[] rows;

        Sums(int groups) {
            predicted = new double[groups];
            lapses = new long[groups];
            rows = new long[groups];
        }

        void add(int group, double p, int lapse) {
            predicted[group] += p;
            lapses[group] += lapse;
            rows[group]++;
        }

        void group(String by, String name, int group, List<CalibrationGroup> groups) {
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
}
