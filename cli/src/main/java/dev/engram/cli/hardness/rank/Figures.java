package dev.engram.cli.hardness.rank;

import dev.engram.hardness.rank.RankInterval;
import dev.engram.hardness.study.report.Estimate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures of a report as short text. What is not there is a dash, never a zero. */
final class Figures {
    private static final double SHOWN_PROBABILITY = 0.01;

    private Figures() {}

    static String decimals(double value, int digits) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.matches("-0\\.?0*") ? text.substring(1) : text;
    }

    static String maybe(@Nullable Double value, int digits) {
        return value == null ? "-" : decimals(value, digits);
    }

    /** Two digits; a small chance is not none, and a large one is not certainty. */
    static String probability(double p) {
        if (!Double.isFinite(p)) {
            return "-";
        }
        if (p < SHOWN_PROBABILITY) {
            return "<.01";
        }
        return p > 1 - SHOWN_PROBABILITY ? ">.99" : decimals(p, 2);
    }

    static String estimate(Estimate estimate) {
        return decimals(estimate.value(), 2) + " [" + decimals(estimate.low(), 2) + ", " + decimals(estimate.high(), 2)
                + "]";
    }

    static String range(RankInterval range) {
        return range.low() == range.high() ? Integer.toString(range.low()) : range.low() + "-" + range.high();
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 card}, {@code 2 cards}. */
    static String counted(long count, String one) {
        return count(count) + " " + one + (count == 1 ? "" : "s");
    }
}
