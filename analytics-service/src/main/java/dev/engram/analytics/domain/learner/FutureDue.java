package dev.engram.analytics.domain.learner;

import dev.engram.analytics.domain.FixedPointSum;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.Due;
import dev.engram.scheduler.LearnerCalendar;
import java.util.ArrayList;
import java.util.List;

/** What falls due from a study day on, if nothing new is learned and nothing fails. Lives within one call. */
public final class FutureDue {
    private final long today;
    private final LearnerCalendar calendar;
    private final int[] due;
    private int backlog;
    private int active;
    private int suspended;
    private final FixedPointSum dailyLoad = new FixedPointSum();

    /** @param days ahead, today included, {@code >= 1} */
    public FutureDue(long today, int days, LearnerCalendar calendar) {
        this.today = today;
        this.calendar = calendar;
        this.due = new int[days];
    }

    /** Takes in a card. */
    public void add(CardState state) {
        if (state.overrides().suspended()) {
            suspended++;
            return;
        }
        var day = Due.studyDay(state, calendar);
        if (day == null) {
            return;
        }
        active++;
        dailyLoad.add(1.0 / Math.max(1, state.intervalDays()));
        var buriedUntil = state.overrides().buriedUntil();
        // a card that is buried today falls due when it no longer is
        long offered = buriedUntil == null ? day : Math.max(day, buriedUntil);
        if (offered < today) {
            backlog++;
        } else if (offered - today < due.length) {
            due[(int) (offered - today)]++;
        }
    }

    /** Cards that fell due before today. */
    public int backlog() {
        return backlog;
    }

    /** Cards answered and not suspended. */
    public int active() {
        return active;
    }

    /** Cards suspended, answered or not. */
    public int suspended() {
        return suspended;
    }

    /** Answers a day in the long run without failures: the sum of 1 / max(1, interval in days) over active cards. */
    public double dailyLoad() {
        return dailyLoad.value();
    }

    /** @param day study day, as epoch day @param cards that fall due on it */
    public record Day(long day, int cards) {}

    /** Today and the days after it, in their order. */
    public List<Day> days() {
        var days = new ArrayList<Day>(due.length);
        for (int i = 0; i < due.length; i++) {
            days.add(new Day(today + i, due[i]));
        }
        return List.copyOf(days);
    }
}
