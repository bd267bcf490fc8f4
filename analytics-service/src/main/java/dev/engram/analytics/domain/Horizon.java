package dev.engram.analytics.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How far ahead mastery looks.
 *
 * @param days in [0, 3650], fractions allowed
 */
public record Horizon(double days) {

    public static final double MAX_DAYS = 3650;

    /** 30 days. */
    public static final Horizon DEFAULT = new Horizon(30);

    private static final double MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

    public Horizon {
        // written so that NaN fails it
        if (!(days >= 0 && days <= MAX_DAYS)) {
            throw new IllegalArgumentException("horizon must lie in 0 to %s days, was %s".formatted(MAX_DAYS, days));
        }
    }

    /** The moment this far after {@code moment}, to the millisecond. */
    public Instant after(Instant moment) {
        return moment.plusMillis(Math.round(days * MILLIS_PER_DAY));
    }
}
