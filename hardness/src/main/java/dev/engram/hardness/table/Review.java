package dev.engram.hardness.table;

import org.jspecify.annotations.Nullable;

/**
 * One answer of one learner to one card, as a row of a {@link ReviewTable}.
 *
 * @param learner          pseudonym, not blank
 * @param card             card id, not blank; an edited card is another card
 * @param reviewIndex      answers of this learner to this card before, {@code >= 0}; 0 = first exposure
 * @param elapsedDays      days since the answer before, {@code >= 0}; {@link #UNKNOWN} where not known (always on the first)
 * @param plannedDays      interval the scheduler had set, in days, {@code >= 0}; {@link #UNKNOWN} where not known. It counts
 *                         only if it is {@code > 0}
 * @param rating           1 again, 2 hard, 3 good, 4 easy
 * @param priorSuccesses   earlier reviews rated better than 1, first exposure and steps not counted, {@code >= 0}
 * @param priorLapses      earlier reviews rated 1, counted the same way, {@code >= 0}
 * @param kind             what the answer was to the scheduler
 * @param historyTruncated earlier answers of this learner to this card are missing
 * @param eventId          identity of the event; null = the row is identified by learner, card and review index
 */
public record Review(
        String learner,
        String card,
        int reviewIndex,
        double elapsedDays,
        double plannedDays,
        int rating,
        int priorSuccesses,
        int priorLapses,
        ReviewKind kind,
        boolean historyTruncated,
        @Nullable String eventId) {

    /** Stands for days that are not known. */
    public static final double UNKNOWN = Double.NaN;
}
