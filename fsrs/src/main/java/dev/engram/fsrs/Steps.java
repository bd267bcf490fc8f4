package dev.engram.fsrs;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learning or relearning steps: the delays a card passes before it is scheduled in days. May be empty.
 *
 * <p>Source: ankitects/anki, rslib/src/scheduler/states/steps.rs.
 *
 * @param delays in order, each at least one second
 */
public record Steps(List<Duration> delays) {
    /** No steps: every answer leads to an interval in days. */
    public static final Steps NONE = new Steps(List.of());

    private static final Duration DAY = Duration.ofDays(1);

    /** @throws IllegalArgumentException naming the first delay shorter than a second */
    public Steps {
        delays = List.copyOf(delays);
        for (int i = 0; i < delays.size(); i++) {
            if (delays.get(i).compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("step " + i + " must be at least 1 second, was " + delays.get(i));
            }
        }
    }

    /** Steps with these delays, in order. */
    public static Steps of(Duration... delays) {
        return new Steps(List.of(delays));
    }

    /** Whether there are no steps. */
    public boolean isEmpty() {
        return delays.isEmpty();
    }

    /**
     * The delay until the card is shown again.
     *
     * @param step the step the card is in, from 0; a card that enters the steps is in step 0
     * @return null where the answer leaves the steps: EASY, and GOOD after the last step; always null without steps
     * @throws IllegalArgumentException if there are steps and {@code step} is none of them
     */
    public @Nullable Duration delay(int step, Grade grade) {
        if (isEmpty()) {
            return null;
        }
        if (step < 0 || step >= delays.size()) {
            throw new IllegalArgumentException("step must be 0 to " + (delays.size() - 1) + ", was " + step);
        }
        return switch (grade) {
            case AGAIN -> delays.getFirst();
            case HARD -> step == 0 ? firstHard() : delays.get(step);
            case GOOD -> step + 1 < delays.size() ? delays.get(step + 1) : null;
            case EASY -> null;
        };
    }

    /** The step that an answer which stays in the steps leads to. */
    int after(int step, Grade grade) {
        return switch (grade) {
            case AGAIN -> 0;
            case HARD -> step;
            case GOOD, EASY -> step + 1;
        };
    }

    private Duration firstHard() {
        long again = delays.getFirst().toSeconds();
        if (delays.size() > 1) {
            return wholeDaysIfLong((again + delays.get(1).toSeconds()) / 2);
        }
        // one day more at most, or HARD after a step of days could come later than GOOD
        return wholeDaysIfLong(Math.min(again * 3 / 2, again + DAY.toSeconds()));
    }

    private static Duration wholeDaysIfLong(long seconds) {
        long day = DAY.toSeconds();
        return Duration.ofSeconds(seconds <= day ? seconds : (seconds + day / 2) / day * day);
    }
}
