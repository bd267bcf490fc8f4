package dev.engram.review.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.CardEvent;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.UnavailableException;
import dev.engram.review.adapter.http.BodyReader.InvalidFieldException;
import dev.engram.review.application.BatchItem;
import dev.engram.review.application.BatchOutcome;
import dev.engram.review.application.DailyReviews;
import dev.engram.review.application.ReviewRecorder;
import dev.engram.review.domain.Admission;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes batches of the caller's events: reads them item by item, counts them to the day and has them recorded. */
@Singleton
class BatchIntake {
    private final ReviewRecorder recorder;
    private final DailyReviews daily;
    private final Caller caller;
    private final InstantSource clock;

    BatchIntake(ReviewRecorder recorder, DailyReviews daily, Caller caller, InstantSource clock) {
        this.recorder = recorder;
        this.daily = daily;
        this.caller = caller;
        this.clock = clock;
    }

    /** The event that an item stands for. */
    interface Event<T> {
        CardEvent of(T item, LearnerId learner, Instant receivedAt);
    }

    /**
     * A kind of batch.
     *
     * @param list the field of the body that has the items
     * @param id the field of an item that has its id
     * @param body the type of the body
     * @param item the type of an item
     */
    record Kind<T>(String list, String id, Class<?> body, Class<T> item, Event<T> event) {}

    /** A batch and what became of it. */
    record Taken(List<BatchItem> items, BatchOutcome outcome) {}

    /** The batch in {@code body}; a body that is none is a problem. */
    <T> Taken take(@Nullable JsonNode body, Kind<T> kind) {
        var items = items(body, kind);
        return new Taken(items, recorded(items));
    }

    /** What became of a batch, whose accepted items count to the day. */
    BatchOutcome recorded(List<BatchItem> items) {
        var learnerId = caller.learnerId();
        var share = DailyReviews.Share.of(items);
        daily.reserve(learnerId, share).ifPresent(refused -> {
            throw tooMany(refused);
        });
        var recorded = DailyReviews.Share.NONE;
        try {
            var outcome = recorder.record(caller.withToken(), items);
            recorded = DailyReviews.Share.recorded(items, outcome);
            return outcome;
        } finally {
            daily.giveBack(learnerId, share.minus(recorded));
        }
    }

    private UnavailableException tooMany(DailyReviews.Refused refused) {
        var problem = Problem.ofStatus(429)
                .withDetail("Of this kind you can record " + refused.limit()
                        + " a day, and more is not recorded now; what was recorded before stays. Keep this batch, and send it after "
                        + refused.until())
                .with("limit", refused.limit());
        return new UnavailableException(problem, Duration.between(clock.instant(), refused.until()), null);
    }

    private <T> List<BatchItem> items(@Nullable JsonNode body, Kind<T> kind) {
        var learnerId = caller.learnerId();
        var receivedAt = clock.instant();
        var batch = object(body);
        try {
            BodyReader.check(batch, kind.body(), learnerId);
        } catch (InvalidFieldException invalid) {
            throw Problems.of(invalid.refusal(), "").exception();
        }
        if (!(batch.get(kind.list()) instanceof ArrayNode items)) {
            throw Problem.invalidField(kind.list(), "must be a list").exception();
        }
        if (items.isEmpty()) {
            throw Problem.invalidField(kind.list(), "must have at least one item")
                    .exception();
        }
        int most = Admission.MOST_REVIEWS_OF_A_BATCH;
        if (items.size() > most) {
            throw Problem.of(400, "batch-too-large", "The batch is too large")
                    .withDetail("The batch has " + items.size() + " " + kind.list() + "; nothing is recorded.")
                    .withField(kind.list(), "must have at most " + most + " items")
                    .exception();
        }
        return items.valueStream()
                .map(item -> item(item, kind, learnerId, receivedAt))
                .toList();
    }

    private static <T> BatchItem item(JsonNode node, Kind<T> kind, LearnerId learnerId, Instant receivedAt) {
        try {
            var item = BodyReader.read(node, kind.item(), learnerId);
            return new BatchItem.Readable(kind.event().of(item, learnerId, receivedAt));
        } catch (InvalidFieldException invalid) {
            return new BatchItem.Unreadable(node.path(kind.id()).textValue(), invalid.refusal());
        }
    }

    /** The body as an object; anything else is a problem. */
    static ObjectNode object(@Nullable JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw Problem.of(400, "malformed-json", "The body cannot be read as JSON")
                .withDetail("The body must be a JSON object.")
                .exception();
    }
}
