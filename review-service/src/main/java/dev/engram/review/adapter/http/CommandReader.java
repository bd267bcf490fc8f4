package dev.engram.review.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.SchedulerRef;
import dev.engram.review.adapter.http.JsonItem.BadField;
import dev.engram.review.application.BatchItem;
import dev.engram.review.domain.RecordReview;
import dev.engram.review.domain.Refusal;
import dev.engram.review.domain.RetractReview;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Makes commands of JSON. Unknown fields are ignored, so that newer clients can talk to older services. */
final class CommandReader {
    private static final int LONGEST_NAME = 64;

    private CommandReader() {}

    /** One item of a batch; whatever is wrong with it stays with it. */
    static BatchItem item(JsonNode node, LearnerId learnerId) {
        if (!(node instanceof ObjectNode object)) {
            return new BatchItem.Unreadable(null, Refusal.invalidField("", "must be an object"));
        }
        var item = new JsonItem(object, "");
        try {
            requireOwn(item, learnerId);
            return new BatchItem.Readable(review(item));
        } catch (BadField bad) {
            return new BatchItem.Unreadable(item.textOrNull("reviewId"), bad.refusal());
        }
    }

    /** @throws BadField if {@code item} names a learner other than {@code learnerId} */
    static void requireOwn(JsonItem item, LearnerId learnerId) {
        if (item.has("learnerId") && !learnerId.text().equalsIgnoreCase(item.textOrNull("learnerId"))) {
            throw new BadField(Refusal.otherLearner());
        }
    }

    private static RecordReview review(JsonItem item) {
        var reviewedAt = item.moment("reviewedAt");
        return new RecordReview(
                new EventId(item.uuid("reviewId")),
                new CardId(item.uuid("cardId")),
                item.has("cardRevision") ? (int) item.integer("cardRevision", 1, Integer.MAX_VALUE) : 0,
                item.constant("rating", Rating.class),
                reviewedAt.toInstant(),
                offset(item, reviewedAt),
                clientId(item),
                item.integer("clientSeq", 0, Long.MAX_VALUE),
                item.has("durationMs") ? item.integer("durationMs", 0, Long.MAX_VALUE) : null,
                item.has("dueAt") ? item.moment("dueAt").toInstant() : null,
                item.has("basedOn") ? new EventId(item.uuid("basedOn")) : null,
                item.has("scheduler") ? scheduler(item.object("scheduler")) : null,
                item.has("practice") && item.flag("practice"),
                item.has("origin") ? item.constant("origin", Origin.class) : Origin.LIVE,
                item.has("clientVersion") ? item.text("clientVersion", LONGEST_NAME) : null);
    }

    /** @throws BadField naming the first field that is not what it has to be */
    static RetractReview retraction(JsonItem item, EventId review) {
        var retractedAt = item.moment("retractedAt");
        return new RetractReview(
                new EventId(item.uuid("retractionId")),
                review,
                new CardId(item.uuid("cardId")),
                retractedAt.toInstant(),
                offset(item, retractedAt),
                clientId(item),
                item.integer("clientSeq", 0, Long.MAX_VALUE));
    }

    /** The offset given by itself, else the one that the moment was written with. */
    private static ZoneOffset offset(JsonItem item, OffsetDateTime moment) {
        return item.has("utcOffset") ? item.offset("utcOffset") : moment.getOffset();
    }

    private static ClientId clientId(JsonItem item) {
        try {
            return new ClientId(item.text("clientId"));
        } catch (IllegalArgumentException _) {
            throw item.bad("clientId", "must have 1 to 64 characters, each a letter, a digit or one of . _ -");
        }
    }

    private static SchedulerRef scheduler(JsonItem item) {
        return new SchedulerRef(
                item.text("name", LONGEST_NAME),
                item.text("weightsVersion", LONGEST_NAME),
                item.share("desiredRetention"));
    }
}
