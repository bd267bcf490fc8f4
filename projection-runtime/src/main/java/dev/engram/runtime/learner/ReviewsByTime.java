package dev.engram.runtime.learner;

import static com.mongodb.client.model.Aggregates.limit;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Aggregates.sort;
import static com.mongodb.client.model.Aggregates.unwind;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.descending;

import dev.engram.events.LearnerId;
import dev.engram.projections.query.ReviewSpan;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Asks for the reviews of a learner by time: from an index on the times, so that only cards answered in the span are read. */
final class ReviewsByTime {
    static final String AT = HistoryDocument.RECORDED + ".at";
    private static final String ID = HistoryDocument.RECORDED + "." + StampDocument.ID;
    private static final String OTHER_REVIEWS = "otherReviews";

    private ReviewsByTime() {}

    static List<Bson> pipeline(LearnerId learner, ReviewSpan span) {
        var within = new Document(
                "$and",
                List.of(
                        new Document("$gte", List.of("$$review.at", span.from())),
                        new Document("$lt", List.of("$$review.at", span.to()))));
        var reviews = new Document(
                "$filter",
                new Document("input", "$" + HistoryDocument.RECORDED)
                        .append("as", "review")
                        .append("cond", within));
        var stages = new ArrayList<Bson>();
        stages.add(match(and(
                eq(LearnerCardMapping.LEARNER, learner.value()),
                elemMatch(HistoryDocument.RECORDED, and(gte("at", span.from()), lt("at", span.to()))))));
        stages.add(new Document(
                "$project",
                new Document(LearnerCardMapping.LEARNER, 1)
                        .append(LearnerCardMapping.CARD, 1)
                        .append(HistoryDocument.RECORDED, reviews)
                        .append(HistoryDocument.RETRACTED, 1)
                        .append(OTHER_REVIEWS, sharingAnId(HistoryDocument.RECORDED))
                        .append(HistoryDocument.ACTIONS, sharingAnId(HistoryDocument.ACTIONS))));
        stages.add(unwind("$" + HistoryDocument.RECORDED));
        var place = span.before();
        if (place != null) {
            var id = place.review().value();
            stages.add(match(or(
                    lt(AT, place.at()),
                    and(eq(AT, place.at()), lt(ID, id)),
                    and(
                            eq(AT, place.at()),
                            eq(ID, id),
                            lt(LearnerCardMapping.CARD, place.card().value())))));
        }
        stages.add(sort(descending(AT, ID, LearnerCardMapping.CARD)));
        stages.add(limit(span.limit()));
        stages.add(new Document("$set", new Document(HistoryDocument.RETRACTED, retractionsOfTheReview())));
        return stages;
    }

    /** Events that may count instead of a retraction, which has their id: usually none. */
    private static Document sharingAnId(String field) {
        return new Document(
                "$filter",
                new Document("input", "$" + field)
                        .append("as", "event")
                        .append(
                                "cond",
                                new Document(
                                        "$in",
                                        List.of(
                                                "$$event." + StampDocument.ID,
                                                "$" + HistoryDocument.RETRACTED + "." + StampDocument.ID))));
    }

    private static Document retractionsOfTheReview() {
        return new Document(
                "$filter",
                new Document("input", "$" + HistoryDocument.RETRACTED)
                        .append("as", "retraction")
                        .append("cond", new Document("$eq", List.of("$$retraction.review", "$" + ID))));
    }

    /** @throws RuntimeException if the row lacks something */
    static ReviewSpan.Found found(Document row) {
        var key = LearnerCardMapping.keyIn(row);
        var review = HistoryDocument.review(key, row.get(HistoryDocument.RECORDED, Document.class));
        var retractions =
                HistoryDocument.read(key, new Document(row).append(HistoryDocument.RECORDED, row.get(OTHER_REVIEWS)));
        return new ReviewSpan.Found(
                review, retractions.retracted().contains(review.stamp().eventId()));
    }
}
