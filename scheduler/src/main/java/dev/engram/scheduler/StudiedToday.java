package dev.engram.scheduler;

import dev.engram.events.Plan;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;

/**
 * How much of the day's limits a learner has used.
 *
 * @param introduced cards first answered on this study day
 * @param reviewed cards whose first answer on this study day was given in review
 */
public record StudiedToday(int introduced, int reviewed) {
    /** Nothing studied yet. */
    public static final StudiedToday NOTHING = new StudiedToday(0, 0);

    /** @throws IllegalArgumentException if a count is negative */
    public StudiedToday {
        if (introduced < 0 || reviewed < 0) {
            throw new IllegalArgumentException(
                    "introduced and reviewed must be at least 0, were " + introduced + " and " + reviewed);
        }
    }

    /** @param states all cards of the learner, in all decks: the limits are the learner's */
    public static StudiedToday of(Collection<CardState> states, Plan plan, Instant now) {
        Long today = StudyDay.in(now, plan.zone(), plan.rolloverHour());
        int introduced = 0;
        int reviewed = 0;
        for (var state : states) {
            if (Objects.equals(state.firstStudyDay(), today)) {
                introduced++;
            } else if (Objects.equals(state.lastStudyDay(), today) && state.lastDayStartedInReview()) {
                reviewed++;
            }
        }
        return new StudiedToday(introduced, reviewed);
    }
}
