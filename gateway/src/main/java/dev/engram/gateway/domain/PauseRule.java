package dev.engram.gateway.domain;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How failed attempts slow down the next ones: the first ones cost nothing, each further one doubles the time until the next may
 * be made, from two seconds to one minute.
 *
 * @param free failures that cost nothing
 * @param window how long after the last failure all are forgotten
 */
public record PauseRule(int free, Duration window) {
    private static final int SECONDS = 2;
    private static final int LONGEST_SECONDS = 60;
    private static final int DOUBLINGS = 5;

    /** The pauses after the failures that cost something, first to last; the last one stays. */
    public List<Duration> pauses() {
        return IntStream.rangeClosed(0, DOUBLINGS)
                .mapToObj(doublings -> Duration.ofSeconds(Math.min(LONGEST_SECONDS, (long) SECONDS << doublings)))
                .toList();
    }

    /** How long nothing is tried after {@code failures} of them. */
    public Duration pauseAfter(int failures) {
        return failures < free ? Duration.ZERO : pauses().get(Math.min(failures - free, DOUBLINGS));
    }
}
