package dev.engram.maintenance.log;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.engram.events.CardId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.runtime.learner.LearnerCardMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The documents or the contexts of one generation, learner by learner in the order of their ids. */
final class LearnerDocuments implements AutoCloseable {

    private static final LearnerCardMapping MAPPING = new LearnerCardMapping();

    private final MongoCollection<Document> collection;
    private final boolean contexts;
    private final MongoCursor<Document> cursor;
    private @Nullable Document next;
    private @Nullable LearnerId learner;

    /** What is found in a document. */
    interface Visitor {
        /** @param id of the document, the same in every collection that has it */
        void events(Object id, List<? extends LearnerEvent> events);

        /** @param owner absent if the document does not even say that */
        void unreadable(
                @Nullable LearnerId owner, MongoCollection<Document> collection, Document stored, RuntimeException why);
    }

    LearnerDocuments(MongoCollection<Document> collection, boolean contexts, Visitor visitor) {
        this.collection = collection;
        this.contexts = contexts;
        this.cursor =
                collection.find().sort(new Document("_id", 1)).batchSize(200).cursor();
        advance(visitor);
    }

    /** The learner whose documents come next; null at the end. */
    @Nullable
    LearnerId learner() {
        return learner;
    }

    /** Hands over the documents of {@link #learner()} and goes on to the next one. */
    void takeAll(Visitor visitor) {
        var taken = learner;
        while (taken != null && taken.equals(learner) && next != null) {
            try {
                visitor.events(
                        Objects.requireNonNull(next.get("_id"), "every document has an _id"), events(next, taken));
            } catch (RuntimeException damaged) {
                visitor.unreadable(taken, collection, next, damaged);
            }
            advance(visitor);
        }
    }

    private void advance(Visitor visitor) {
        while (cursor.hasNext()) {
            next = cursor.next();
            try {
                learner = owner(next);
                return;
            } catch (RuntimeException damaged) {
                visitor.unreadable(null, collection, next, damaged);
            }
        }
        next = null;
        learner = null;
    }

    private LearnerId owner(Document stored) {
        return contexts
                ? LearnerId.parse(stored.getString("_id"))
                : MAPPING.key(stored).learnerId();
    }

    private List<LearnerEvent> events(Document stored, LearnerId owner) {
        var events = new ArrayList<LearnerEvent>();
        if (contexts) {
            MAPPING.context(stored).events().forEach(events::add);
        } else {
            var cardId = new CardId(stored.get("_id", Document.class).get("cardId", UUID.class));
            MAPPING.history(new LearnerCardKey(owner, cardId), stored).all().forEach(events::add);
        }
        return events;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
