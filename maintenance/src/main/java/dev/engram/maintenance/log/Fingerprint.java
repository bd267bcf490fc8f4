package dev.engram.maintenance.log;

import dev.engram.events.CardEvent;
import dev.engram.events.CohortJoined;
import dev.engram.events.CohortLeft;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.PlanChanged;
import dev.engram.events.WeightsFitted;
import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.codec.LearnerEvents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** 128 bits of SHA-256, by which millions of events are held in memory: two that differ do not share them. */
record Fingerprint(long high, long low) {

    /** Of what makes an event the same one: its type, learner, card, deck or cohort, and id. */
    static Fingerprint ofIdentity(LearnerEvent event) {
        var about = switch (event) {
            case CardEvent card -> card.cardId().toString();
            case DeckJoined joined -> joined.deckId().toString();
            case DeckLeft left -> left.deckId().toString();
            case CohortJoined joined -> joined.cohortId().toString();
            case CohortLeft left -> left.cohortId().toString();
            case PlanChanged _, WeightsFitted _, LearnerErased _ -> "";
        };
        var identity = LearnerEvents.codec().typeOf(event) + "|"
                + event.stamp().learnerId().text() + "|" + about + "|"
                + event.stamp().eventId();
        return of(digest -> digest.update(identity.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of one copy of an event. */
    static Fingerprint ofCopy(LearnerEvent event) {
        return of(digest -> digest.update(LearnerEvents.codec().canonical(event)));
    }

    /** Of a record as it stands in the log, whichever request it was written for. */
    static Fingerprint ofRecord(byte @Nullable [] key, Iterable<Header> headers, byte @Nullable [] value) {
        return of(digest -> {
            update(digest, key);
            for (var header : headers) {
                if (!header.key().equals(EncodedEvent.REQUEST_ID)) {
                    update(digest, header.key().getBytes(StandardCharsets.UTF_8));
                    update(digest, header.value());
                }
            }
            update(digest, value);
        });
    }

    private static void update(MessageDigest digest, byte @Nullable [] part) {
        digest.update(
                ByteBuffer.allocate(4).putInt(part == null ? -1 : part.length).flip());
        if (part != null) {
            digest.update(part);
        }
    }

    private interface Parts {
        void addTo(MessageDigest digest);
    }

    private static Fingerprint of(Parts parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            parts.addTo(digest);
            var bytes = ByteBuffer.wrap(digest.digest());
            return new Fingerprint(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
