package dev.engram.analytics.domain;

import java.util.Locale;

/** A word for a mastery, shown with the number of cards seen, never alone. */
public enum Level {
    NONE,
    LOW,
    MIDDLE,
    GOOD,
    HIGH;

    /** The name that clients see; renaming a constant must not change it unnoticed. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Where levels begin: {@code NONE} is a mastery of 0, {@code LOW} anything above.
     *
     * @param middle in (0, {@code good})
     * @param good in ({@code middle}, {@code high})
     * @param high in ({@code good}, 1]
     */
    public record Thresholds(double middle, double good, double high) {

        /** 0.60, 0.80 and 0.90. For scale: a card answered twice Good has a mastery of 0.818 at 30 days. */
        public static final Thresholds DEFAULT = new Thresholds(0.60, 0.80, 0.90);

        public Thresholds {
            if (!(0 < middle && middle < good && good < high && high <= 1)) {
                throw new IllegalArgumentException("levels must satisfy 0 < middle < good < high <= 1, were %s, %s, %s"
                        .formatted(middle, good, high));
            }
        }

        /** @param mastery in [0, 1] */
        public Level of(double mastery) {
            if (mastery == 0) {
                return NONE;
            }
            if (mastery < middle) {
                return LOW;
            }
            if (mastery < good) {
                return MIDDLE;
            }
            return mastery < high ? GOOD : HIGH;
        }
    }
}
