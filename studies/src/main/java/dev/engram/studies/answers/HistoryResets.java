package dev.engram.studies.answers;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** When a learner had the history of a card begin again. */
final class HistoryResets {
    private final Map<Card, NavigableSet<Long>> times = new HashMap<>();

    private record Card(String learner, String card) {}

    void add(String learner, String card, long atMillis) {
        times.computeIfAbsent(new Card(learner, card), _ -> new TreeSet<>()).add(atMillis);
    }

    /** Whether the history begins again after the first and not after the second of two answers to one card. */
    boolean between(Answer before, Answer answer) {
        if (times.isEmpty()) {
            return false;
        }
        NavigableSet<Long> of = times.get(new Card(answer.learner(), answer.card()));
        return of != null
                && !of.subSet(before.atMillis(), false, answer.atMillis(), true).isEmpty();
    }
}
