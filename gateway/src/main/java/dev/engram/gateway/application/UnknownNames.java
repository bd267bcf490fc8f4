package dev.engram.gateway.application;

import dev.engram.events.LearnerId;
import java.time.Duration;
import java.util.Optional;

/** Counts the names without a person that somebody asked about, so that nobody can try out who has an account. */
public interface UnknownNames {
    /** Names in an hour. */
    int MOST = 30;

    void count(LearnerId asking);

    /** How long this person is told of no names; empty if not so. */
    Optional<Duration> pause(LearnerId asking);
}
