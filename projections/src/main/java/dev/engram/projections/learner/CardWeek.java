package dev.engram.projections.learner;

import dev.engram.events.CardId;
import java.time.LocalDate;

/**
 * What learners answered of a card in a week of their study days.
 *
 * @param week as {@link #week}
 */
public record CardWeek(CardId card, long week, CardAnswers.Counts counts) {
    private static final int DAYS = 7;

    /** Days from the Monday of week 0 to epoch day 0, a Thursday. */
    private static final int OFFSET = 3;

    /** The number of the week of a day, from Monday to Sunday. @param epochDay study day */
    public static long week(long epochDay) {
        return Math.floorDiv(epochDay + OFFSET, DAYS);
    }

    /** The first week that begins on a day or later. */
    public static long firstFrom(LocalDate day) {
        return week(day.toEpochDay() + DAYS - 1);
    }

    /** The first week that ends after a day. */
    public static long endAfter(LocalDate day) {
        return week(day.toEpochDay() + 1);
    }

    /** The Monday of a week. */
    public static LocalDate monday(long week) {
        return LocalDate.ofEpochDay(week * DAYS - OFFSET);
    }
}
