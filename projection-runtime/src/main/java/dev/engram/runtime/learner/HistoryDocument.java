package dev.engram.runtime.learner;

import static java.util.stream.Collectors.toSet;

import dev.engram.events.CardAction;
import dev.engram.events.CardEvent;
import dev.engram.events.EventId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Flag;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.SchedulerRef;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.OtherVersions;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;

/**
 * A card's history as arrays of complete entries, in no particular order: every field of every event comes back, so that
 * the rule for copies holds among events that arrived months apart. Absent and usual values take no room.
 */
final class HistoryDocument {
    static final String RECORDED = "recorded";
    static final String ACTIONS = "actions";
    static final String RETRACTED = "retracted";
    static final String CONFLICTS = "conflicts";
    static final String KEPT = "kept";
    static final String FURTHER = "further";

    private HistoryDocument() {}

    /** Appends the fields of {@code history} to {@code document}. */
    static void write(CardHistory history, Document document) {
        document.append(RECORDED, entries(history.recorded(), HistoryDocument::entry))
                .append(ACTIONS, entries(history.actions(), HistoryDocument::entry))
                .append(RETRACTED, entries(history.retractions(), HistoryDocument::entry))
                .append(CONFLICTS, conflicts(history.conflicts()));
    }

    /** Adds to {@code push} and {@code set} what turns {@code before} into {@code after}. */
    static void diff(CardHistory before, CardHistory after, Document push, Document set) {
        if (before == after) {
            return;
        }
        diff(RECORDED, before.recorded(), after.recorded(), HistoryDocument::entry, push, set);
        diff(ACTIONS, before.actions(), after.actions(), HistoryDocument::entry, push, set);
        diff(RETRACTED, before.retractions(), after.retractions(), HistoryDocument::entry, push, set);
        if (!before.conflicts().equals(after.conflicts())) {
            set.append(CONFLICTS, conflicts(after.conflicts()));
        }
    }

    private static <E extends CardEvent> void diff(
            String field,
            Map<EventId, E> before,
            Map<EventId, E> after,
            Function<E, Document> entry,
            Document push,
            Document set) {
        var added = after.entrySet().stream()
                .filter(fact -> !before.containsKey(fact.getKey()))
                .map(fact -> entry.apply(fact.getValue()))
                .toList();
        if (before.entrySet().stream().anyMatch(fact -> !fact.getValue().equals(after.get(fact.getKey())))) {
            // Rare: an earlier copy arrived after a later one. One update may not push to an array and change it too.
            set.append(field, entries(after, entry));
        } else if (!added.isEmpty()) {
            push.append(field, new Document("$each", added));
        }
    }

    /** The history that {@code stored} holds for {@code key}. Without its arrays it would pass for an empty one: that throws. */
    static CardHistory read(LearnerCardKey key, Document stored) {
        return new CardHistory(
                facts(stored, RECORDED, entry -> review(key, entry)),
                facts(stored, ACTIONS, entry -> action(key, entry)),
                facts(stored, RETRACTED, entry -> retraction(key, entry)),
                conflicts(key, stored));
    }

    private static List<Document> conflicts(Map<EventId, OtherVersions> conflicts) {
        return conflicts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(conflict -> new Document(
                                StampDocument.ID, conflict.getKey().value())
                        .append(
                                KEPT,
                                conflict.getValue().kept().stream()
                                        .map(HistoryDocument::version)
                                        .toList())
                        .append(
                                FURTHER,
                                conflict.getValue().further().stream().sorted().toList()))
                .toList();
    }

    private static Map<EventId, OtherVersions> conflicts(LearnerCardKey key, Document stored) {
        var conflicts = new HashMap<EventId, OtherVersions>();
        for (var entry : stored.getList(CONFLICTS, Object.class, List.of())) {
            if (entry instanceof UUID id) {
                // fold versions before 4, which are read to restore the log, kept the ids only
                conflicts.put(new EventId(id), new OtherVersions(List.of(), Set.of()));
            } else {
                var conflict = (Document) entry;
                var kept = conflict.getList(KEPT, Document.class).stream()
                        .map(version -> version(key, version))
                        .toList();
                conflicts.put(
                        new EventId(conflict.get(StampDocument.ID, UUID.class)),
                        new OtherVersions(kept, Set.copyOf(conflict.getList(FURTHER, UUID.class))));
            }
        }
        return conflicts;
    }

    private static Document version(CardEvent event) {
        return switch (event) {
            case ReviewRecorded review -> new Document(RECORDED, entry(review));
            case CardAction action -> new Document(ACTIONS, entry(action));
            case ReviewRetracted retraction -> new Document(RETRACTED, entry(retraction));
        };
    }

    private static CardEvent version(LearnerCardKey key, Document version) {
        Document review = version.get(RECORDED, Document.class);
        Document action = version.get(ACTIONS, Document.class);
        return review != null
                ? review(key, review)
                : action != null ? action(key, action) : retraction(key, version.get(RETRACTED, Document.class));
    }

    private static <E extends CardEvent> Map<EventId, E> facts(
            Document stored, String field, Function<Document, E> fact) {
        var entries = stored.getList(field, Document.class);
        var facts = HashMap.<EventId, E>newHashMap(entries.size());
        for (Document entry : entries) {
            E event = fact.apply(entry);
            facts.put(event.stamp().eventId(), event);
        }
        return facts;
    }

    private static Document entry(ReviewRecorded review) {
        var entry = StampDocument.of(review.stamp())
                .append("rating", review.rating().grade())
                .append("revision", review.cardRevision() == 0 ? null : review.cardRevision())
                .append("durationMs", review.durationMs())
                .append("dueAt", review.dueAt())
                .append("basedOn", StampDocument.value(review.basedOn()))
                .append("scheduler", review.scheduler() == null ? null : scheduler(review.scheduler()))
                .append("practice", review.practice() ? true : null)
                .append("origin", review.origin() == Origin.LIVE ? null : review.origin())
                .append("clientVersion", review.clientVersion())
                .append("flags", review.flags().isEmpty() ? null : List.copyOf(review.flags()));
        entry.values().removeIf(Objects::isNull);
        return entry;
    }

    static ReviewRecorded review(LearnerCardKey key, Document entry) {
        Document scheduler = entry.get("scheduler", Document.class);
        return new ReviewRecorded(
                StampDocument.read(entry, key.learnerId()),
                key.cardId(),
                entry.getInteger("revision", 0),
                Rating.values()[entry.getInteger("rating") - 1],
                entry.getLong("durationMs"),
                StampDocument.instant(entry, "dueAt"),
                StampDocument.eventId(entry, "basedOn"),
                scheduler == null ? null : scheduler(scheduler),
                entry.getBoolean("practice", false),
                Origin.valueOf(entry.get("origin", "LIVE")),
                entry.getString("clientVersion"),
                entry.containsKey("flags") ? flags(entry.getList("flags", String.class)) : Set.of());
    }

    private static Set<Flag> flags(List<String> stored) {
        return stored.stream().map(Flag::valueOf).collect(toSet());
    }

    private static Document entry(CardAction action) {
        var entry = StampDocument.of(action.stamp())
                .append("action", action.action().name());
        return action.dueDay() == null
                ? entry
                : entry.append("dueDay", action.dueDay().toEpochDay());
    }

    private static CardAction action(LearnerCardKey key, Document entry) {
        Long dueDay = entry.getLong("dueDay");
        return new CardAction(
                StampDocument.read(entry, key.learnerId()),
                key.cardId(),
                CardAction.Action.valueOf(entry.getString("action")),
                dueDay == null ? null : LocalDate.ofEpochDay(dueDay));
    }

    private static Document entry(ReviewRetracted retraction) {
        return StampDocument.of(retraction.stamp())
                .append("review", retraction.review().value());
    }

    private static ReviewRetracted retraction(LearnerCardKey key, Document entry) {
        return new ReviewRetracted(
                StampDocument.read(entry, key.learnerId()), key.cardId(), new EventId(entry.get("review", UUID.class)));
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
}
