package dev.engram.review.application;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.events.ReviewRecorded;
import dev.engram.review.domain.Admission;
import dev.engram.review.domain.Refusal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A batch sorted into what may become events, what is refused, and what repeats an earlier item; by index.
 *
 * @param repeated from the index of the repetition to that of its first occurrence, which is in {@code admitted}
 */
record AdmittedBatch(
        Map<Integer, ReviewRecorded> admitted, Map<Integer, Refusal> refused, Map<Integer, Integer> repeated) {

    static AdmittedBatch of(List<BatchItem> items) {
        var admitted = new LinkedHashMap<Integer, ReviewRecorded>();
        var refused = new HashMap<Integer, Refusal>();
        var repeated = new HashMap<Integer, Integer>();
        var firstOf = new HashMap<EventId, Integer>();
        for (int i = 0; i < items.size(); i++) {
            switch (items.get(i)) {
                case BatchItem.Unreadable(var _, var refusal) -> refused.put(i, refusal);
                case BatchItem.Readable(var review) -> {
                    var refusal = Admission.refusal(review);
                    var first = firstOf.get(review.stamp().eventId());
                    if (refusal.isPresent()) {
                        refused.put(i, refusal.get());
                    } else if (first == null) {
                        firstOf.put(review.stamp().eventId(), i);
                        admitted.put(i, review);
                    } else if (requireNonNull(admitted.get(first)).cardId().equals(review.cardId())) {
                        repeated.put(i, first);
                    } else {
                        refused.put(i, Refusal.invalidField("reviewId", "must not be used for two cards in one batch"));
                    }
                }
            }
        }
        return new AdmittedBatch(admitted, refused, repeated);
    }

    /** The ids of the admitted reviews, by card. */
    Map<CardId, Set<EventId>> ids() {
        return admitted.values().stream()
                .collect(groupingBy(
                        ReviewRecorded::cardId, mapping(review -> review.stamp().eventId(), toSet())));
    }
}
