package dev.engram.runtime.learner;

import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.runtime.definition.DocumentMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;

/** Learner-cards and learners in MongoDB. */
public final class LearnerCardMapping implements DocumentMapping<LearnerCardKey, LearnerCard, LearnerContext> {
    static final String LEARNER = "learnerId";
    static final String CARD = "cardId";

    /** Fields that the runner's store adds and readers of states need. */
    static final List<String> STORE_FIELDS = List.of("epoch", "quarantined");

    @Override
    public Document id(LearnerCardKey key) {
        return new Document(LEARNER, key.learnerId().value())
                .append(CARD, key.cardId().value());
    }

    @Override
    public LearnerCardKey key(Document stored) {
        return new LearnerCardKey(
                new LearnerId(stored.get(LEARNER, UUID.class)), new CardId(stored.get(CARD, UUID.class)));
    }

    @Override
    public Document insert(LearnerCardKey key, LearnerCard card) {
        // Outside _id once more: an index covers a query only by fields of its own.
        var document = id(key);
        document.putAll(StateDocument.of(card.state()));
        HistoryDocument.write(card.history(), document);
        return document;
    }

    @Override
    public Document update(LearnerCardKey key, LearnerCard before, LearnerCard after) {
        var push = new Document();
        var set = new Document();
        HistoryDocument.diff(before.history(), after.history(), push, set);
        if (!before.state().equals(after.state())) {
            var held = StateDocument.of(before.state());
            StateDocument.of(after.state()).forEach((field, value) -> {
                if (value == null ? held.get(field) != null : !value.equals(held.get(field))) {
                    set.append(field, value);
                }
            });
        }
        var update = new Document();
        if (!push.isEmpty()) {
            update.append("$push", push);
        }
        if (!set.isEmpty()) {
            update.append("$set", set);
        }
        return update;
    }

    @Override
    public LearnerCard state(LearnerCardKey key, Document stored) {
        return new LearnerCard(key, HistoryDocument.read(key, stored), StateDocument.read(stored));
    }

    @Override
    public Document insertContext(LearnerContext context) {
        return ContextDocument.of(context);
    }

    @Override
    public LearnerContext context(Document stored) {
        return ContextDocument.read(stored);
    }

    /** One index, which covers the states of a learner: reading whole documents takes five times as long. */
    @Override
    public List<IndexModel> indexes() {
        return List.of(new IndexModel(Indexes.ascending(covered()), new IndexOptions().name("states")));
    }

    /** What the index holds. */
    static List<String> covered() {
        var fields = new ArrayList<>(List.of(LEARNER, CARD));
        fields.addAll(StateDocument.FIELDS);
        fields.addAll(STORE_FIELDS);
        return fields;
    }
}
