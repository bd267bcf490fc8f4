package dev.engram.scheduler;

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

    /**
     * This and one card more: the limits are the learner's, so cards of all decks count.
     *
     * <p>An answer of a client whose clock runs ahead may lie on a later day: it has been given, so it counts as well.
     *
     * @param today the study day that this is about, as {@link LearnerCalendar#day} gives it
     */
    StudiedToday and(CardState state, long today) {
        var first = state.firstStudyDay();
        var last = state.lastStudyDay();
        if (first != null && first >= today) {
            return new StudiedToday(introduced + 1, reviewed);
        }
        return last != null && last >= today && state.lastDayStartedInReview()
                ? new StudiedToday(introduced, reviewed + 1)
                : this;
    }
}
