package dev.engram.runtime.learner;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.eq;

import dev.engram.events.CardEvent;
import dev.engram.events.LearnerId;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.query.LearnerCardQueries.RecordedFacts;
import dev.engram.scheduler.CardHistory;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Facts about a card that the server counts and searches for, without handing over its whole history. */
final class HeldFacts {
    private static final String LIVE = "live";
    private static final String ACTIONS = "actionCount";
    private static final String FACTS = "facts";
    private static final String LAST_REVIEW_AT = "lastReviewAt";
    private static final String PRESENT = "present";
    private static final String REVIEW = "review";

    /** Where {@link #answers} gives its sum. */
    static final String ANSWERS = "answers";

    private HeldFacts() {}

    /** Stages that turn documents into rows for {@link #read}. @param ids asked for */
    static List<Bson> stages(List<UUID> ids) {
        var reviews = array("$" + HistoryDocument.RECORDED);
        var actions = array("$" + HistoryDocument.ACTIONS);
        var retractions = array("$" + HistoryDocument.RETRACTED);
        var conflicts = array("$" + HistoryDocument.CONFLICTS);
        var reviewIds = array("$" + HistoryDocument.RECORDED + "." + StampDocument.ID);
        var actionIds = array("$" + HistoryDocument.ACTIONS + "." + StampDocument.ID);
        var retractionIds = array("$" + HistoryDocument.RETRACTED + "." + StampDocument.ID);
        var targets = array("$" + HistoryDocument.RETRACTED + "." + REVIEW);
        var others = new Document(
                "$map",
                new Document("input", conflicts)
                        .append(
                                "in",
                                add(
                                        size(array("$$this." + HistoryDocument.KEPT)),
                                        size(array("$$this." + HistoryDocument.FURTHER)))));
        var figures = new Document(ACTIONS, size(actions))
                .append(LIVE, subtract(size(reviews), size(intersection(reviewIds, targets))))
                .append(FACTS, add(size(reviews), size(actions), size(retractions), new Document("$sum", others)))
                .append(
                        PRESENT,
                        intersection(
                                new Document("$concatArrays", List.of(reviewIds, actionIds, retractionIds, targets)),
                                ids));
        var row = new Document(LIVE, 1)
                .append(ACTIONS, 1)
                .append(FACTS, 1)
                .append(LAST_REVIEW_AT, 1)
                .append(HistoryDocument.RECORDED, those(reviews, present(StampDocument.ID)))
                .append(HistoryDocument.ACTIONS, those(actions, present(StampDocument.ID)))
                .append(
                        HistoryDocument.RETRACTED,
                        those(retractions, new Document("$or", List.of(present(StampDocument.ID), present(REVIEW)))))
                .append(HistoryDocument.CONFLICTS, those(conflicts, present(StampDocument.ID)));
        return List.of(new Document("$set", figures), new Document("$project", row));
    }

    /** Stages that count the answers of a learner as {@link CardHistory#answers} does, in one row; none without cards. */
    static List<Bson> answers(LearnerId learner) {
        var takenBack = new Document(
                "$in", List.of("$$this." + StampDocument.ID, array("$" + HistoryDocument.RETRACTED + "." + REVIEW)));
        // of the origin LIVE nothing is stored
        var dated = new Document(
                "$or",
                List.of(
                        new Document("$gte", List.of("$$this.at", CardEvent.EARLIEST)),
                        new Document("$eq", List.of(new Document("$type", "$$this.origin"), "string"))));
        var counted = new Document(
                "$and",
                List.of(
                        new Document("$ne", List.of("$$this.practice", true)),
                        new Document("$not", List.of(takenBack)),
                        dated));
        return List.of(
                match(eq(LearnerCardMapping.LEARNER, learner.value())),
                group(null, sum(ANSWERS, size(those(array("$" + HistoryDocument.RECORDED), counted)))));
    }

    /** Of events that cannot be read none is held. */
    static RecordedFacts read(LearnerCardKey key, Document row) {
        CardHistory asked;
        try {
            asked = HistoryDocument.read(key, row);
        } catch (RuntimeException unreadable) {
            asked = CardHistory.EMPTY;
        }
        return new RecordedFacts(
                row.getInteger(LIVE),
                row.getInteger(ACTIONS),
                row.getInteger(FACTS),
                StampDocument.instant(row, LAST_REVIEW_AT),
                asked);
    }

    /** The array, or an empty one where it is damaged: what cannot be read is not held. */
    private static Document array(String expression) {
        return new Document("$cond", List.of(new Document("$isArray", List.of(expression)), expression, List.of()));
    }

    private static Document those(Document array, Document condition) {
        return new Document("$filter", new Document("input", array).append("cond", condition));
    }

    /** Whether a field of an element is one of those present, which are few. */
    private static Document present(String field) {
        return new Document("$in", List.of("$$this." + field, "$" + PRESENT));
    }

    private static Document size(Document array) {
        return new Document("$size", array);
    }

    private static Document add(Document... terms) {
        return new Document("$add", List.of(terms));
    }

    private static Document subtract(Document from, Document what) {
        return new Document("$subtract", List.of(from, what));
    }

    private static Document intersection(Object one, Object other) {
        return new Document("$setIntersection", List.of(one, other));
    }
}
