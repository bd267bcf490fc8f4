package dev.engram.card.application;

import dev.engram.card.application.CommitOutbox.Outgoing;
import dev.engram.events.DeckId;

/**
 * Publishes commits in the order of their versions. A reader of the log sees the events of a deck without a gap: an
 * event is sent only after the log has acknowledged the one before, and a version only after the one before is marked
 * as published. Cut off between any two steps, or beside another relay, it publishes events again, which readers ignore.
 */
public final class Relay {

    private static final int DECKS_AT_ONCE = 100;

    private final CommitOutbox outbox;
    private final EventLog log;
    private final Runnable step;

    /** @param step run after every event, so that a watcher sees progress */
    public Relay(CommitOutbox outbox, EventLog log, Runnable step) {
        this.outbox = outbox;
        this.log = log;
        this.step = step;
    }

    /**
     * Publishes what waits. A deck that fails does not keep the others waiting.
     *
     * @return number of commits published; more may wait unless it is 0
     * @throws RuntimeException the first of the log or the outbox, after all decks had their turn
     */
    public int turn() {
        int published = 0;
        RuntimeException failure = null;
        for (var deckId : outbox.waiting(DECKS_AT_ONCE)) {
            try {
                published += publish(deckId);
            } catch (RuntimeException failed) {
                failure = failure == null ? failed : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return published;
    }

    private int publish(DeckId deckId) {
        int published = 0;
        for (var commit : outbox.next(deckId)) {
            publish(commit);
            published++;
        }
        return published;
    }

    private void publish(Outgoing commit) {
        for (var event : commit.events()) {
            log.publish(event);
            step.run();
        }
        outbox.published(commit.deckId(), commit.version());
    }
}
