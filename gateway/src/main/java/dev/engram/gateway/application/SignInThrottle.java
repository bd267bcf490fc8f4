package dev.engram.gateway.application;

import dev.engram.gateway.application.KnownDevices.Familiarity;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.PauseRule;
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

    public SignInThrottle(AttemptStore store) {
        this.store = store;
    }

    private record Counter(String key, PauseRule rule) {}

    /**
     * One attempt that was admitted.
     *
     * @param keys under which it is counted; the first one is of the person who tries
     */
    record Attempt(List<String> keys) {}

    /** What becomes of an attempt. @param pause zero where it may be made */
    record Admission(Attempt attempt, Duration pause) {}

    /** Counts an attempt as failed, and says whether it may be made. */
    Admission enter(String username, Origin origin, Familiarity familiarity, Instant now) {
        var counters = counters(username, origin, familiarity);
        for (int i = 0; i < counters.size(); i++) {
            var wait = store.count(counters.get(i).key(), counters.get(i).rule(), now);
            if (!wait.isZero()) {
                counters.subList(0, i).forEach(counted -> store.uncount(counted.key()));
                return new Admission(new Attempt(List.of()), wait);
            }
        }
        return new Admission(new Attempt(counters.stream().map(Counter::key).toList()), Duration.ZERO);
    }

    /** It was right: the failures of this person are forgotten, this attempt is no failure of the others. */
    void succeeded(Attempt attempt) {
        store.clear(attempt.keys().getFirst());
        attempt.keys().stream().skip(1).forEach(store::uncount);
    }

    /** It was not looked at. */
    void withdrawn(Attempt attempt) {
        attempt.keys().forEach(store::uncount);
    }

    private static List<Counter> counters(String username, Origin origin, Familiarity familiarity) {
        var address = origin.address();
        return switch (familiarity) {
            case DEVICE -> List.of(new Counter("device " + origin.device() + " " + username, PAIR));
            case ADDRESS -> List.of(new Counter("pair " + address + " " + username, PAIR));
            case NONE ->
                List.of(
                        new Counter("pair " + address + " " + username, PAIR),
                        new Counter("address " + address, ADDRESS),
                        new Counter("name " + username, NAME));
        };
    }
}
