package dev.engram.analytics.adapter.http;

import dev.engram.kit.problem.Fields;
import java.time.Instant;

/** Reads moments that figures are asked about. */
public final class Moments {
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Moments() {}

    /** A moment of the years that can be asked about. */
    public static Instant of(String field, String text) {
        var moment = Fields.instant(field, text);
        if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
            throw Fields.invalid(field, "must lie from " + FIRST + " to " + LAST);
        }
        return moment;
    }
}
