package dev.engram.events;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Who did it, when, and its place in the learner's order. Times are cut to milliseconds.
 *
 * @param at when it happened by the client's clock (of a plan or a membership: the server's)
 * @param utcOffset the client's offset at that moment; kept as a fact, nothing is computed from it
 * @param clientSeq the client's own count, {@code >= 0}
 * @param receivedAt when the server took it
 */
public record Stamp(
        EventId eventId,
        LearnerId learnerId,
        Instant at,
        ZoneOffset utcOffset,
        ClientId clientId,
        long clientSeq,
        Instant receivedAt)
        implements Comparable<Stamp> {

    public Stamp {
        FieldCheck.present(eventId, "eventId");
        FieldCheck.present(learnerId, "learnerId");
        at = FieldCheck.present(at, "at").truncatedTo(ChronoUnit.MILLIS);
        FieldCheck.present(utcOffset, "utcOffset");
        FieldCheck.present(clientId, "clientId");
        FieldCheck.that(clientSeq >= 0, "clientSeq must be at least 0, was %d", clientSeq);
        receivedAt = FieldCheck.present(receivedAt, "receivedAt").truncatedTo(ChronoUnit.MILLIS);
    }

    /** The same, taken by the server at another time. */
    public Stamp withReceivedAt(Instant other) {
        return new Stamp(eventId, learnerId, at, utcOffset, clientId, clientSeq, other);
    }

    /** The order of the fold: (at, clientId, clientSeq, eventId); never the offset in the log. */
    @Override
    public int compareTo(Stamp other) {
        // without a Comparator: sorting a history of thousands calls this more often than anything else
        int order = at.compareTo(other.at);
        if (order == 0) {
            order = clientId.compareTo(other.clientId);
        }
        if (order == 0) {
            order = Long.compare(clientSeq, other.clientSeq);
        }
        return order == 0 ? eventId.compareTo(other.eventId) : order;
    }
}
