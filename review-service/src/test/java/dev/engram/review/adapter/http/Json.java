package dev.engram.review.adapter.http;

import dev.engram.events.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Bodies of requests. */
final class Json {
    private Json() {}

    /** A good review, a minute old. */
    static Map<String, Object> review(UUID cardId) {
        return review(cardId, Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS));
    }

    static Map<String, Object> review(UUID cardId, Instant reviewedAt) {
        var review = new LinkedHashMap<String, Object>();
        review.put("reviewId", Ids.v7().toString());
        review.put("cardId", cardId.toString());
        review.put("rating", "GOOD");
        review.put("reviewedAt", reviewedAt.toString());
        review.put("clientId", "phone");
        review.put("clientSeq", 1);
        return review;
    }

    static Map<String, Object> with(Map<String, Object> review, String field, Object value) {
        var changed = new LinkedHashMap<>(review);
        changed.put(field, value);
        return changed;
    }

    static Map<String, Object> without(Map<String, Object> review, String field) {
        var changed = new LinkedHashMap<>(review);
        changed.remove(field);
        return changed;
    }
}
