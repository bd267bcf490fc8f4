package dev.engram.events;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The times that events may carry: years 1970 to 9999, which RFC 3339 can write and every store and client can hold. The entry
 * refuses others; a record that carries one is parked.
 */
public final class TimeRange {

    /** In words, for messages. */
    public static final String YEARS = "1970 to 9999";

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final LocalDate FIRST_DAY = LocalDate.EPOCH;
    private static final LocalDate LAST_DAY = LocalDate.parse("9999-12-31");

    private TimeRange() {}

    public static boolean contains(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    /** Whether a day lies in these years in every zone. */
    public static boolean contains(LocalDate day) {
        return day.isAfter(FIRST_DAY) && day.isBefore(LAST_DAY);
    }
}
