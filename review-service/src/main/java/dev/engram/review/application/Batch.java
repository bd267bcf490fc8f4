package dev.engram.review.application;

import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.review.domain.Admission;
import dev.engram.review.domain.RecordReview;
import dev.engram.review.domain.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A batch sorted into what may become events, what is refused, and what repeats an earlier item; by index.
 *
 * @param repeated from the index of the repetition to that of its first occurrence, which is in {@code admitted}
 */
record Batch(Map<Integer, RecordReview> admitted, Map<Integer, Refusal> refused, Map<Integer, Integer> repeated) {

    private record First(int index, CardId cardId) {}

    static Batch of(List<BatchItem> items, Instant receivedAt) {
        var admitted = new LinkedHashMap<Integer, RecordReview>();
        var refused = new HashMap<Integer, Refusal>();
        var repeated = new HashMap<Integer, Integer>();
        var firstOf = new HashMap<EventId, First>();
        for (int i = 0; i < items.size(); i++) {
            switch (items.get(i)) {
                case BatchItem.Unreadable(var _, var refusal) -> refused.put(i, refusal);
                case BatchItem.Readable(var review) -> {
                    var refusal = Admission.refusal(review, receivedAt);
                    First first = firstOf.get(review.reviewId());
                    if (refusal.isPresent()) {
                        refused.put(i, refusal.get());
                    } else if (first == null) {
                        firstOf.put(review.reviewId(), new First(i, review.cardId()));
                        admitted.put(i, review);
                    } else if (first.cardId().equals(review.cardId())) {
                        repeated.put(i, first.index());
                    } else {
                        refused.put(i, Refusal.invalidField("reviewId", "must not be used for two cards in one batch"));
                    }
                }
            }
        }
        return new Batch(admitted, refused, repeated);
    }

    Set<CardId> cards() {
        return admitted.values().stream().map(RecordReview::cardId).collect(Collectors.toSet());
    }
}
