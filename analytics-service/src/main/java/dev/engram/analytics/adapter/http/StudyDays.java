package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.LearnerFigures.DayRange;
import dev.engram.kit.problem.Fields;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The parameters {@code from} and {@code to}: study days of a series. */
public class StudyDays {
    /** Most days from the first to the last. */
    static final int MOST = 366;

    @QueryParam("from")
    @Schema(
            format = "date",
            description = "First study day; default 90 days before that of asOf, of activity 366",
            examples = "2026-10-01")
    @Nullable
    String from;

    @QueryParam("to")
    @Schema(
            format = "date",
            description = "Last study day, at most 366 after the first; default that of asOf",
            examples = "2026-10-31")
    @Nullable
    String to;

    /** The study days meant. @param today study day of the moment asked about @param before days before it that they begin with unless told */
    DayRange range(long today, int before) {
        long last = to == null ? today : Fields.day("to", to).toEpochDay();
        long first = from == null
                ? Math.min(today, last) - before
                : Fields.day("from", from).toEpochDay();
        if (last < first || last - first > MOST) {
            throw Fields.invalid("from", "must be " + MOST + " to 0 days before to");
        }
        return new DayRange(first, last);
    }
}
