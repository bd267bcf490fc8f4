package dev.engram.scheduler;

import dev.engram.fsrs.Phase;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an answer would lead to.
 *
 * @param phase {@link Phase#LEARNING}, {@link Phase#REVIEW} or {@link Phase#RELEARNING}
 * @param step the step the card would be in, from 0; 0 in review
 * @param stabilityDays S of FSRS after the answer
 * @param difficulty D of FSRS after the answer
 * @param dueAt the moment of the answer plus {@code interval}
 * @param dueDay in review the study day on which the card would fall due, as epoch day; null in the steps
 * @param interval until the card would be due: the delay of a step, or a whole number of 24 hours
 */
public record AnswerPreview(
        Phase phase,
        int step,
        double stabilityDays,
        double difficulty,
        Instant dueAt,
        @Nullable Long dueDay,
        Duration interval) {}
