package dev.engram.card.application;

import dev.engram.events.codec.EncodedEvent;

/** Where the events of decks are published. */
public interface EventLog {

    /**
     * Publishes one event and returns when the log has acknowledged it.
     *
     * @throws RuntimeException if it has not; the event may be in the log or not
     */
    void publish(EncodedEvent event);
}
