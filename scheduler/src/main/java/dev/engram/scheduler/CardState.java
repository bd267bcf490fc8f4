package dev.engram.scheduler;

import dev.engram.events.EventId;
import dev.engram.fsrs.CardProgress;
import dev.engram.fsrs.MemoryState;
import dev.engram.fsrs.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of one card: its history folded under one plan. A reset begins it anew, but for the two counts of retention, which
 * are about answers given. Practice reviews leave no trace in it. Study days are epoch days by the learner's calendar.
 *
 * @param phase phase
 * @param step the step the card is in, from 0; 0 outside the steps
 * @param stabilityDays S of FSRS, in [0.001, 36500]; 0 if new
 * @param difficulty D of FSRS, in [1, 10]; 0 if new
 * @param lastReviewAt null if new
 * @param lastReview null if new
 * @param dueAt last review plus the delay of the step, or plus {@code intervalDays} times 24 hours; the start of the study day
 *     where the learner has set one since; null if new
 * @param intervalDays whole days; 0 in a step and if new
 * @param reviews number of reviews that count
 * @param lapses AGAIN answers given in {@link Phase#REVIEW}
 * @param firstStudyDay study day of the first review; null if new
 * @param lastStudyDay study day of the last review; null if new
 * @param lastDayStartedInReview whether the first answer on {@code lastStudyDay} was given in {@link Phase#REVIEW}
 * @param retentionAnswers n of observed retention: first answers on a study day that follow one on an earlier study day
 * @param retentionSuccesses those of {@code retentionAnswers} better than AGAIN
 * @param overrides what the learner's actions make of the card
 */
public record CardState(
        Phase phase,
        int step,
        double stabilityDays,
        double difficulty,
        @Nullable Instant lastReviewAt,
        @Nullable EventId lastReview,
        @Nullable Instant dueAt,
        int intervalDays,
        int reviews,
        int lapses,
        @Nullable Long firstStudyDay,
        @Nullable Long lastStudyDay,
        boolean lastDayStartedInReview,
        int retentionAnswers,
        int retentionSuccesses,
        CardOverrides overrides) {
    /** A card without a review or an action that counts. */
    public static final CardState NEW =
            new CardState(Phase.NEW, 0, 0, 0, null, null, null, 0, 0, 0, null, null, false, 0, 0, CardOverrides.NONE);

    /** @throws IllegalArgumentException if only some of the fields that a new card lacks are missing */
    public CardState {
        boolean isNew = phase == Phase.NEW;
        if (isNew != (lastReviewAt == null)
                || isNew != (lastReview == null)
                || isNew != (dueAt == null)
                || isNew != (firstStudyDay == null)
                || isNew != (lastStudyDay == null)) {
            throw new IllegalArgumentException(
                    "lastReviewAt, lastReview, dueAt and the study days must be there unless phase is NEW, was "
                            + phase);
        }
    }

    /** This state with other overrides. @param due when it falls due with them; null if new */
    CardState with(CardOverrides others, @Nullable Instant due) {
        return new CardState(
                phase,
                step,
                stabilityDays,
                difficulty,
                lastReviewAt,
                lastReview,
                due,
                intervalDays,
                reviews,
                lapses,
                firstStudyDay,
                lastStudyDay,
                lastDayStartedInReview,
                retentionAnswers,
                retentionSuccesses,
                others);
    }

    /** The state of a card that is new again. */
    CardState reset(CardOverrides others) {
        return new CardState(
                Phase.NEW,
                0,
                0,
                0,
                null,
                null,
                null,
                0,
                0,
                0,
                null,
                null,
                false,
                retentionAnswers,
                retentionSuccesses,
                others);
    }

    /** Whether the card has no review that counts. */
    public boolean isNew() {
        return phase == Phase.NEW;
    }

    /** The card as FSRS finds it at the next answer. */
    CardProgress progress() {
        return isNew() ? CardProgress.NEW : new CardProgress(phase, step, new MemoryState(stabilityDays, difficulty));
    }
}
