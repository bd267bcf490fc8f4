package dev.engram.card.application;

import dev.engram.card.application.CommitOutbox.Outgoing;
import dev.engram.events.DeckId;
import dev.engram.events.codec.EncodedEvent;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Publishes commits in the order of their versions. A reader of the log sees the events of a deck without a gap: an
 * event is sent only after the log has acknowledged the one before, and a version only after the one before is marked
 * as published. Cut off between any two steps, or beside another relay, it publishes events again, which readers ignore.
 */
public final class Relay {
    private static final int DECKS_AT_ONCE = 100;

    private final CommitOutbox outbox;
    private final Consumer<EncodedEvent> log;
    private volatile int waitingDecks;

    /**
     * @param log returns when the event is acknowledged, and throws where it is not. It takes one event at a time: of
     *     several in flight, a later one can reach the log although an earlier one timed out, and readers stop at such a gap
     */
    public Relay(CommitOutbox outbox, Consumer<EncodedEvent> log) {
        this.outbox = outbox;
        this.log = log;
    }

    /**
     * Publishes what waits. A deck that fails does not keep the others waiting.
     *
     * @param step run after every event, so that a watcher sees progress
     * @return number of commits published; more may wait unless it is 0
     * @throws RuntimeException the first of the log or the outbox, after all decks had their turn
     */
    public int turn(Runnable step) {
        int published = 0;
        RuntimeException failure = null;
        var waiting = outbox.waiting(DECKS_AT_ONCE);
        waitingDecks = waiting.size();
        for (var deckId : waiting) {
            try {
                for (var commit : outbox.next(deckId)) {
                    publish(commit, step);
                    published++;
                }
            } catch (RuntimeException failed) {
                failure = failure == null ? failed : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return published;
    }

    /** Decks with commits to be published when the last turn began, at most 100. */
    public int waitingDecks() {
        return waitingDecks;
    }

    /** What was published again. */
    public record Republished(UUID deckId, long versions, long events) {}

    /**
     * Publishes all commits of a deck again, from its first version on, also those that are marked as published; the
     * same events as before. Readers skip versions that they have, so old versions after newer ones do no harm, and a
     * reader that stopped at a gap finds the missing ones in order. It goes on to the latest commit that exists when it
     * gets there: a version that the running relay publishes in between stands too early for such a reader, and follows
     * here once more in its place. One commit is held in memory at a time. Cut off, it may be repeated as a whole.
     *
     * @return empty if there is no such deck
     * @throws RuntimeException of the log or the outbox
     */
    public Optional<Republished> republish(DeckId deckId) {
        long versions = 0;
        long events = 0;
        for (var commit = outbox.commit(deckId, 1); commit.isPresent(); commit = outbox.commit(deckId, versions + 1)) {
            publish(commit.get(), () -> {});
            versions++;
            events += commit.get().events().size();
        }
        return versions == 0 ? Optional.empty() : Optional.of(new Republished(deckId.value(), versions, events));
    }

    private void publish(Outgoing commit, Runnable step) {
        for (var event : commit.events()) {
            log.accept(event);
            step.run();
        }
        outbox.published(commit.deckId(), commit.version());
    }
}
