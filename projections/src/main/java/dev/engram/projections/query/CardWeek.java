package dev.engram.projections.query;

import dev.engram.events.CardId;
import dev.engram.projections.learner.CardAnswers;
import java.time.LocalDate;

/**
 * What learners answered of a card in a week of their study days.
 *
 * @param week as {@link #week}
 */
public record CardWeek(CardId card, long week, CardAnswers.Counts counts) {
    private static final int DAYS = 7;

    /** Days from the Monday of week 0 to epoch day 0, a Thursday. */
    public static final int OFFSET = 3;

    /** The number of the week of a day, from Monday to Sunday. @param epochDay study day */
    public static long week(long epochDay) {
        return Math.floorDiv(epochDay + OFFSET, DAYS);
    }

    /** The Monday of a week. */
    public static LocalDate monday(long week) {
        return LocalDate.ofEpochDay(week * DAYS - OFFSET);
    }
}
