package dev.engram.gateway.application.cohort;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AttemptStore;
import dev.engram.gateway.domain.Cohort;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.PauseRule;
import dev.engram.kit.auth.JoinCode;
import dev.engram.kit.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tries join codes, and slows down who tries wrong ones: by person, and by address for people with many accounts. A code alone names its
 * cohort, so each try is one at all cohorts.
 */
public final class CohortCodes {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final PauseRule OF_PERSON = new PauseRule(10, HOUR);

    /** A class behind one address mistypes. */
    private static final PauseRule OF_ADDRESS = new PauseRule(100, HOUR);

    private final AttemptStore attempts;
    private final Clock clock;

    public CohortCodes(AttemptStore attempts, Clock clock) {
        this.attempts = attempts;
        this.clock = clock;
    }

    /**
     * The cohort of a code that somebody typed; empty if there is none.
     *
     * @throws dev.engram.kit.problem.ProblemException 429 after many wrong ones
     */
    Optional<Cohort> open(LearnerId person, Origin origin, String typed, Function<JoinCode, Optional<Cohort>> cohorts) {
        var ofPerson = "cohort-code " + person.text();
        var ofAddress = "cohort-code-from " + origin.address();
        requireNone(attempts.count(ofPerson, OF_PERSON, clock.instant()));
        var wait = attempts.count(ofAddress, OF_ADDRESS, clock.instant());
        if (!wait.isZero()) {
            attempts.uncount(ofPerson);
            requireNone(wait);
        }
        var found = JoinCode.parse(typed).flatMap(cohorts);
        if (found.isPresent()) {
            attempts.uncount(ofPerson);
            attempts.uncount(ofAddress);
        }
        return found;
    }

    private static void requireNone(Duration wait) {
        if (!wait.isZero()) {
            var seconds = Long.toString(wait.plusNanos(999_999_999).toSeconds());
            throw Problem.ofStatus(429)
                    .withDetail("Many wrong join codes were tried; try again in " + seconds + " s")
                    .exception()
                    .withHeader("Retry-After", seconds);
        }
    }
}
