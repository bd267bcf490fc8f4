package dev.engram.runtime.learner;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.runtime.definition.DocumentMapping;
import dev.engram.runtime.store.Stored;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.DayActivity;
import dev.engram.scheduler.LapseTest;
import dev.engram.scheduler.Proportion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Learner-cards and learners in MongoDB. */
public final class LearnerCardMapping implements DocumentMapping<LearnerCardKey, LearnerCard, LearnerContext> {
    /** For those who ask what has changed since, and for states that are remembered: cards by the turn that wrote them last. */
    private static final IndexModel CHANGES = new IndexModel(
            Indexes.ascending(Stored.CONTEXT, Stored.TURN, "cardId"), new IndexOptions().name("changes"));

    static final String PLAN = "plan";
    static final String LEARNER = "learnerId";
    static final String CARD = "cardId";
    static final String REVIEW_ID = HistoryDocument.RECORDED + "." + StampDocument.ID;
    static final String ACTION_ID = HistoryDocument.ACTIONS + "." + StampDocument.ID;

    /** Of the cards on which there are actions; an index holds these only. */
    static final Bson HAS_ACTIONS = Filters.exists(HistoryDocument.ACTIONS + ".0");

    /** Of the cards of which events are in conflict; an index holds these only. */
    static final Bson IN_CONFLICT = Filters.exists(HistoryDocument.CONFLICTS + ".0");

    private static final String DAYS = "days";
    static final String LAPSES = "lapseTest";

    @Override
    public Document id(LearnerCardKey key) {
        return new Document(LEARNER, key.learnerId().value())
                .append(CARD, key.cardId().value());
    }

    /** From {@code _id}, which nobody can change: the same fields beside it are for the index. */
    @Override
    public LearnerCardKey key(Document stored) {
        return keyIn(stored.get(Stored.ID, Document.class));
    }

    /** The key that the fields of a row give. */
    static LearnerCardKey keyIn(Document row) {
        return new LearnerCardKey(new LearnerId(row.get(LEARNER, UUID.class)), new CardId(row.get(CARD, UUID.class)));
    }

    @Override
    public Document insert(LearnerCardKey key, LearnerCard card) {
        // Outside _id once more: an index covers a query only by fields of its own.
        var document = id(key);
        document.putAll(StateDocument.of(card.state()));
        document.append(DAYS, days(card.days())).append(LAPSES, lapses(card.lapseTest()));
        HistoryDocument.write(card.history(), document);
        return document;
    }

    @Override
    public Document update(LearnerCardKey key, LearnerCard before, LearnerCard after) {
        var push = new Document();
        var set = new Document();
        HistoryDocument.diff(before.history(), after.history(), push, set);
        var held = StateDocument.of(before.state());
        StateDocument.of(after.state()).forEach((field, value) -> {
            if (!Objects.equals(value, held.get(field))) {
                set.append(field, value);
            }
        });
        diff(before.days(), after.days(), push, set);
        if (!before.lapseTest().equals(after.lapseTest())) {
            set.append(LAPSES, lapses(after.lapseTest()));
        }
        var update = new Document("$push", push).append("$set", set);
        update.values().removeIf(fields -> ((Document) fields).isEmpty());
        return update;
    }

    @Override
    public LearnerCard state(LearnerCardKey key, Document stored) {
        if (!keyIn(stored).equals(key)) {
            throw new IllegalArgumentException("%s and %s are not those of _id".formatted(LEARNER, CARD));
        }
        return new LearnerCard(
                key,
                HistoryDocument.read(key, stored),
                StateDocument.read(stored),
                stored.getList(DAYS, Document.class).stream()
                        .map(LearnerCardMapping::day)
                        .toList(),
                lapses(stored));
    }

    /**
     * The events that a stored document keeps, whatever became of its figures.
     *
     * @throws RuntimeException if one of them, or a list of them, cannot be read
     */
    public CardHistory history(LearnerCardKey key, Document stored) {
        for (var field : List.of(HistoryDocument.RECORDED, HistoryDocument.RETRACTED)) {
            if (!(stored.get(field) instanceof List)) {
                throw new IllegalStateException("field " + field + " is missing or is not a list");
            }
        }
        // documents of fold versions before 4 have no actions
        return HistoryDocument.read(
                key,
                stored.containsKey(HistoryDocument.ACTIONS)
                        ? stored
                        : new Document(stored).append(HistoryDocument.ACTIONS, List.of()));
    }

    @Override
    public Document insertContext(LearnerContext context) {
        return ContextDocument.of(context);
    }

    @Override
    public LearnerContext context(Document stored) {
        return ContextDocument.read(stored);
    }

    /** The plan with what is told of it, and each deck by its id. */
    @Override
    public Set<String> changedParts(LearnerContext before, LearnerContext after) {
        var parts = new HashSet<String>();
        if (!before.plan().equals(after.plan())
                || before.isZoneSet() != after.isZoneSet()
                || (before.planChange() == null) != (after.planChange() == null)) {
            parts.add(PLAN);
        }
        after.memberships().forEach((deck, event) -> {
            if (!event.equals(before.memberships().get(deck))) {
                parts.add(deck.toString());
            }
        });
        return parts;
    }

    /**
     * An index that covers the states of a learner (reading whole documents takes five times as long), one that covers the
     * tests of lapses, one on the times of reviews, with an entry for each, and one of what has changed.
     * Ids lead to the card of a review or an action without reading all cards of a learner for each retraction, and an index
     * of their own to the few cards with conflicts.
     */
    @Override
    public List<IndexModel> indexes() {
        return List.of(
                index("states", covered()),
                index(
                        "lapses",
                        List.of(LEARNER, LAPSES + ".p", CARD, LAPSES + ".n", LAPSES + ".lapses", LAPSES + ".expected")),
                index("times", List.of(LEARNER, ReviewsByTime.AT)),
                index("reviews", List.of(REVIEW_ID)),
                partial("actions", List.of(ACTION_ID), HAS_ACTIONS),
                partial("conflicts", List.of(LEARNER, CARD), IN_CONFLICT),
                CHANGES);
    }

    private static IndexModel index(String name, List<String> fields) {
        return new IndexModel(Indexes.ascending(fields), new IndexOptions().name(name));
    }

    private static IndexModel partial(String name, List<String> fields, Bson which) {
        return new IndexModel(
                Indexes.ascending(fields), new IndexOptions().name(name).partialFilterExpression(which));
    }

    /** One index, by which the members of a cohort are found. */
    @Override
    public List<IndexModel> contextIndexes() {
        return List.of(new IndexModel(
                Indexes.ascending(
                        ContextDocument.COHORTS + "." + ContextDocument.COHORT,
                        ContextDocument.COHORTS + "." + ContextDocument.JOINED),
                new IndexOptions().name("cohorts")));
    }

    /** Adds to {@code push} or {@code set} what turns {@code before} into {@code after}: usually the last day or one more. */
    private static void diff(List<DayActivity> before, List<DayActivity> after, Document push, Document set) {
        int known = before.size();
        if (after.size() == known) {
            for (int i = 0; i < known; i++) {
                if (!before.get(i).equals(after.get(i))) {
                    set.append(DAYS + "." + i, day(after.get(i)));
                }
            }
        } else if (after.size() > known && after.subList(0, known).equals(before)) {
            push.append(DAYS, new Document("$each", days(after.subList(known, after.size()))));
        } else {
            set.append(DAYS, days(after));
        }
    }

    private static List<Document> days(List<DayActivity> days) {
        return days.stream().map(LearnerCardMapping::day).toList();
    }

    /** Counts of 0 take no room. */
    private static Document day(DayActivity day) {
        var document = new Document("day", day.day())
                .append("n", day.answers())
                .append("ms", day.answerMillis())
                .append("young", counts(day.young()))
                .append("mature", counts(day.mature()));
        CountedFields.write(day, document);
        document.values().removeIf(Objects::isNull);
        return document;
    }

    private static @Nullable List<Long> counts(Proportion proportion) {
        return proportion.n() == 0 ? null : List.of(proportion.successes(), proportion.n());
    }

    private static DayActivity day(Document stored) {
        int answers = stored.getInteger("n");
        long millis = stored.getLong("ms");
        return new DayActivity(
                stored.getLong("day"),
                answers,
                millis,
                proportion(stored, "young"),
                proportion(stored, "mature"),
                CountedFields.read(stored, answers, millis));
    }

    private static Proportion proportion(Document stored, String field) {
        var counts = stored.getList(field, Long.class, List.of(0L, 0L));
        return new Proportion(counts.getFirst(), counts.getLast());
    }

    /** Nothing to be tested takes no room, and no place in the index. */
    private static @Nullable Document lapses(LapseTest test) {
        return test.answers() == 0
                ? null
                : new Document("n", test.answers())
                        .append("lapses", test.lapses())
                        .append("expected", test.expected())
                        .append("p", test.tail());
    }

    /** The test that {@code row} holds. */
    static LapseTest lapses(Document row) {
        var stored = row.get(LAPSES, Document.class);
        return stored == null
                ? LapseTest.NONE
                : new LapseTest(
                        stored.getInteger("n"),
                        stored.getInteger("lapses"),
                        stored.getDouble("expected"),
                        stored.getDouble("p"));
    }

    /** What the index holds. */
    static List<String> covered() {
        var fields = new ArrayList<>(List.of(LEARNER, CARD));
        fields.addAll(StateDocument.FIELDS);
        fields.addAll(List.of(Stored.EPOCH, Stored.QUARANTINED));
        return fields;
    }
}
