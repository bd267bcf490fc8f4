package dev.engram.runtime.learner;

import static dev.engram.runtime.learner.StampDocument.date;
import static dev.engram.runtime.learner.StampDocument.eventId;
import static dev.engram.runtime.learner.StampDocument.eventIdOrNull;
import static dev.engram.runtime.learner.StampDocument.instantOrNull;

import dev.engram.events.EventId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Flag;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.SchedulerRef;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.scheduler.CardHistory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A card's history as arrays of complete entries, in no particular order: every field of every event comes back, so that
 * the rule for copies holds among events that arrived months apart. Absent and usual values take no room.
 */
final class HistoryDocument {
    static final String RECORDED = "recorded";
    static final String RETRACTED = "retracted";
    static final String CONFLICTS = "conflicts";

    private HistoryDocument() {}

    /** Appends the fields of {@code history} to {@code document}. */
    static void write(CardHistory history, Document document) {
        document.append(RECORDED, entries(history.recorded(), HistoryDocument::entry))
                .append(RETRACTED, entries(history.retractions(), HistoryDocument::entry))
                .append(CONFLICTS, ids(history.conflicts()));
    }

    /** Adds to {@code push} and {@code set} what turns {@code before} into {@code after}. */
    static void diff(CardHistory before, CardHistory after, Document push, Document set) {
        if (before == after) {
            return;
        }
        diff(RECORDED, before.recorded(), after.recorded(), HistoryDocument::entry, push, set);
        diff(RETRACTED, before.retractions(), after.retractions(), HistoryDocument::entry, push, set);
        if (!before.conflicts().equals(after.conflicts())) {
            set.append(CONFLICTS, ids(after.conflicts()));
        }
    }

    private static <E> void diff(
            String field,
            Map<EventId, E> before,
            Map<EventId, E> after,
            Function<E, Document> entry,
            Document push,
            Document set) {
        var added = new HashMap<EventId, E>();
        boolean replaced = false;
        for (var fact : after.entrySet()) {
            E held = before.get(fact.getKey());
            if (held == null) {
                added.put(fact.getKey(), fact.getValue());
            } else if (held != fact.getValue() && !held.equals(fact.getValue())) {
                replaced = true;
            }
        }
        if (replaced) {
            // Rare: an earlier copy arrived after a later one. One update may not push to an array and change it too.
            set.append(field, entries(after, entry));
        } else if (!added.isEmpty()) {
            push.append(field, new Document("$each", entries(added, entry)));
        }
    }

    /** The history that {@code stored} holds for {@code key}. */
    static CardHistory read(LearnerCardKey key, Document stored) {
        var recorded = new HashMap<EventId, ReviewRecorded>();
        for (Document entry : stored.getList(RECORDED, Document.class, List.of())) {
            recorded.put(eventId(entry, StampDocument.ID), review(key, entry));
        }
        var retractions = new HashMap<EventId, ReviewRetracted>();
        for (Document entry : stored.getList(RETRACTED, Document.class, List.of())) {
            retractions.put(eventId(entry, StampDocument.ID), retraction(key, entry));
        }
        var conflicts = new HashSet<EventId>();
        stored.getList(CONFLICTS, UUID.class, List.of()).forEach(id -> conflicts.add(new EventId(id)));
        return new CardHistory(recorded, retractions, conflicts);
    }

    private static Document entry(ReviewRecorded review) {
        Document entry = StampDocument.of(review.stamp())
                .append("rating", review.rating().grade());
        if (review.cardRevision() != 0) {
            entry.append("revision", review.cardRevision());
        }
        append(entry, "durationMs", review.durationMs());
        append(entry, "dueAt", review.dueAt() == null ? null : date(review.dueAt()));
        append(
                entry,
                "basedOn",
                review.basedOn() == null ? null : review.basedOn().value());
        append(entry, "scheduler", review.scheduler() == null ? null : scheduler(review.scheduler()));
        append(entry, "practice", review.practice() ? true : null);
        append(
                entry,
                "origin",
                review.origin() == Origin.LIVE ? null : review.origin().name());
        append(entry, "clientVersion", review.clientVersion());
        var flags = review.flags().stream().map(Enum::name).sorted().toList();
        append(entry, "flags", flags.isEmpty() ? null : flags);
        return entry;
    }

    private static ReviewRecorded review(LearnerCardKey key, Document entry) {
        var flags = new HashSet<Flag>();
        entry.getList("flags", String.class, List.of()).forEach(flag -> flags.add(Flag.valueOf(flag)));
        Document scheduler = entry.get("scheduler", Document.class);
        String origin = entry.getString("origin");
        return new ReviewRecorded(
                StampDocument.read(entry, key.learnerId()),
                key.cardId(),
                entry.getInteger("revision", 0),
                Rating.values()[entry.getInteger("rating") - 1],
                entry.getLong("durationMs"),
                instantOrNull(entry, "dueAt"),
                eventIdOrNull(entry, "basedOn"),
                scheduler == null ? null : scheduler(scheduler),
                entry.getBoolean("practice", false),
                origin == null ? Origin.LIVE : Origin.valueOf(origin),
                entry.getString("clientVersion"),
                flags);
    }

    private static Document entry(ReviewRetracted retraction) {
        return StampDocument.of(retraction.stamp())
                .append("review", retraction.review().value());
    }

    private static ReviewRetracted retraction(LearnerCardKey key, Document entry) {
        return new ReviewRetracted(StampDocument.read(entry, key.learnerId()), key.cardId(), eventId(entry, "review"));
    }

    private static Document scheduler(SchedulerRef ref) {
        return new Document("name", ref.name())
                .append("weights", ref.weightsVersion())
                .append("retention", ref.desiredRetention());
    }

    private static SchedulerRef scheduler(Document stored) {
        return new SchedulerRef(stored.getString("name"), stored.getString("weights"), stored.getDouble("retention"));
    }

    private static <E> List<Document> entries(Map<EventId, E> facts, Function<E, Document> entry) {
        return facts.values().stream().map(entry).toList();
    }

    private static List<UUID> ids(Set<EventId> ids) {
        return ids.stream().sorted().map(EventId::value).toList();
    }

    private static void append(Document entry, String field, @Nullable Object value) {
        if (value != null) {
            entry.append(field, value);
        }
    }
}
