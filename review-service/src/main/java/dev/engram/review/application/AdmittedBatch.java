package dev.engram.review.application;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.EventId;
import dev.engram.review.domain.Admission;
import dev.engram.review.domain.Refusal;
import dev.engram.scheduler.DuplicateEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A batch sorted into what may become events, what is refused, and what repeats an earlier item; by index.
 *
 * @param repeated from the index of the repetition to that of its first occurrence, which is in {@code admitted}
 * @param conflicting ids that admitted events with different contents bear
 */
record AdmittedBatch(
        Map<Integer, CardEvent> admitted,
        Map<Integer, Refusal> refused,
        Map<Integer, Integer> repeated,
        Set<EventId> conflicting) {

    static AdmittedBatch of(List<BatchItem> items) {
        var sorting = new Sorting();
        for (int i = 0; i < items.size(); i++) {
            switch (items.get(i)) {
                case BatchItem.Unreadable(var _, var refusal) -> sorting.batch.refused.put(i, refusal);
                case BatchItem.Readable(var event) -> sorting.add(i, event);
            }
        }
        return sorting.batch;
    }

    /** The ids of the admitted events, by card. */
    Map<CardId, Set<EventId>> ids() {
        return admitted.values().stream()
                .collect(groupingBy(
                        CardEvent::cardId, mapping(event -> event.stamp().eventId(), toSet())));
    }

    private static final class Sorting {
        private final AdmittedBatch batch =
                new AdmittedBatch(new LinkedHashMap<>(), new HashMap<>(), new HashMap<>(), new HashSet<>());
        private final Map<EventId, List<Integer>> versions = new HashMap<>();

        private void add(int index, CardEvent event) {
            var known = versions.computeIfAbsent(event.stamp().eventId(), _ -> new ArrayList<>());
            var refusal = Admission.refusal(event)
                    .or(() ->
                            known.isEmpty() ? Optional.empty() : Admission.refusal(event, admitted(known.getFirst())));
            if (refusal.isPresent()) {
                batch.refused.put(index, refusal.get());
                return;
            }
            for (int version : known) {
                if (DuplicateEvents.haveSameContent(admitted(version), event)) {
                    batch.repeated.put(index, version);
                    return;
                }
            }
            batch.admitted.put(index, event);
            known.add(index);
            if (known.size() > 1) {
                batch.conflicting.add(event.stamp().eventId());
            }
        }

        private CardEvent admitted(int index) {
            return requireNonNull(batch.admitted.get(index));
        }
    }
}
