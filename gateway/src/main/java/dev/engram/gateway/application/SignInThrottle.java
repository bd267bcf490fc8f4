package dev.engram.gateway.application;

import dev.engram.gateway.application.KnownDevices.Familiarity;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.PauseRule;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How often somebody may try to sign in. Who guesses slows down themselves, not the owner of the name: attempts are counted by
 * name and device where the device is known, by name and address elsewhere. Only strangers are also counted by address, against
 * one password tried on many names, and by name, against many addresses that try one name.
 */
public final class SignInThrottle {
    private static final PauseRule PAIR = new PauseRule(5, Duration.ofHours(1));
    /** A class behind one address mistypes more often than a person. */
    private static final PauseRule ADDRESS = new PauseRule(50, Duration.ofMinutes(15));
    /** Above what one address can fail in an hour: no single one slows down the owner at another. */
    private static final PauseRule NAME = new PauseRule(100, Duration.ofHours(1));

    private final AttemptStore store;
    /** So that who goes on during a pause costs no question to the store. */
    private final RecentPauses paused = new RecentPauses();

    public SignInThrottle(AttemptStore store) {
        this.store = store;
    }

    /** The refusal of an attempt that has to wait. */
    public static ProblemException tooMany(Duration wait) {
        var seconds = Long.toString(wait.plusNanos(999_999_999).toSeconds());
        return Problem.of(429, "too-many-attempts", "Too many failed attempts")
                .withDetail("Try again in " + seconds + " s")
                .exception()
                .withHeader("Retry-After", seconds);
    }

    private record Counter(String key, PauseRule rule) {}

    /**
     * One attempt that was admitted.
     *
     * @param own under which the person who tries is counted
     * @param shared under which others are counted, too
     */
    record Attempt(String own, List<String> shared) {}

    /** What becomes of an attempt. @param pause zero where it may be made */
    record Admission(Attempt attempt, Duration pause) {}

    /** Counts an attempt as failed, and says whether it may be made. */
    Admission enter(String username, Origin origin, Familiarity familiarity, Instant now) {
        var counters = counters(username, origin, familiarity);
        for (var counter : counters) {
            var left = paused.left(counter.key(), now);
            if (left.isPositive()) {
                return new Admission(new Attempt("", List.of()), left);
            }
        }
        for (int i = 0; i < counters.size(); i++) {
            var wait = store.count(counters.get(i).key(), counters.get(i).rule(), now);
            if (!wait.isZero()) {
                counters.subList(0, i).forEach(counted -> store.uncount(counted.key()));
                paused.keep(counters.get(i).key(), now.plus(wait));
                return new Admission(new Attempt("", List.of()), wait);
            }
        }
        var own = counters.stream().filter(counter -> counter.rule() == PAIR).map(Counter::key);
        var shared = counters.stream().filter(counter -> counter.rule() != PAIR).map(Counter::key);
        return new Admission(new Attempt(own.findFirst().orElseThrow(), shared.toList()), Duration.ZERO);
    }

    /** It was right: the failures of this person are forgotten, this attempt is no failure of the others. */
    void succeeded(Attempt attempt) {
        store.clear(attempt.own());
        attempt.shared().forEach(store::uncount);
    }

    /** It was not looked at. */
    void withdrawn(Attempt attempt) {
        store.uncount(attempt.own());
        attempt.shared().forEach(store::uncount);
    }

    private static List<Counter> counters(String username, Origin origin, Familiarity familiarity) {
        var address = origin.address();
        return switch (familiarity) {
            case DEVICE -> List.of(new Counter("device " + origin.device() + " " + username, PAIR));
            case ADDRESS -> List.of(new Counter("pair " + address + " " + username, PAIR));
            case NONE ->
                List.of(
                        new Counter("address " + address, ADDRESS),
                        new Counter("pair " + address + " " + username, PAIR),
                        new Counter("name " + username, NAME));
        };
    }
}
