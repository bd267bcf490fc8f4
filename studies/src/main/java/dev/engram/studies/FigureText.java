package dev.engram.studies;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as short text. What is not there is a dash, never a zero. */
public final class FigureText {
    private static final double SHOWN_PROBABILITY = 0.01;

    private FigureText() {}

    /** With so many digits after the point and no minus before a zero; a dash for null, NaN and infinity. */
    public static String decimals(@Nullable Double value, int digits) {
        if (value == null || !Double.isFinite(value)) {
            return "-";
        }
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.matches("-0\\.?0*") ? text.substring(1) : text;
    }

    /** Two digits; a small chance is not none, and a large one is not certainty. */
    public static String probability(double p) {
        if (p < SHOWN_PROBABILITY) {
            return "<.01";
        }
        return p > 1 - SHOWN_PROBABILITY ? ">.99" : decimals(p, 2);
    }

    /** E.g. {@code 10,125}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 card}, {@code 2 cards}. */
    public static String counted(long count, String one) {
        return count(count) + " " + one + (count == 1 ? "" : "s");
    }

    /** The first {@code most} names and how many more there are. */
    public static String some(List<String> names, int most) {
        String shown = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.size() > most ? shown + ", and " + (names.size() - most) + " more" : shown;
    }
}
