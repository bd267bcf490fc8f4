package dev.engram.runtime.learner;

import static com.mongodb.client.model.Filters.or;

import dev.engram.events.CardId;
import dev.engram.projections.learner.CardAnswers;
import dev.engram.projections.learner.CardWeek;
import dev.engram.runtime.store.AggregateRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The rows of {@link CardAnswers} of some cards by week: days and partitions are added up. Lives within one call. */
final class CardWeeks {
    /** By subject and week. */
    private final SortedMap<String, SortedMap<Long, long[]>> sums = new TreeMap<>();

    /** Of some cards, at least one, the weeks before another; each card is a range of the index on {@code _id}. */
    static Bson filter(List<CardId> cards, boolean simulated, long before) {
        long to = CardWeek.monday(before).toEpochDay() - 1;
        return or(cards.stream()
                .map(card -> AggregateRows.of(CardAnswers.subject(card, simulated), Integer.MIN_VALUE, to))
                .toList());
    }

    /** Takes in a row. */
    void add(Document row) {
        AggregateRows.read(CardAnswers.BY_WEEK, List.of(row)).forEach((key, counts) -> {
            var sum = sums.computeIfAbsent(key.subject(), _ -> new TreeMap<>())
                    .computeIfAbsent(CardWeek.week(key.day()), _ -> new long[counts.length]);
            Arrays.setAll(sum, i -> sum[i] + counts[i]);
        });
    }

    /** The weeks that have answers, by card and week. */
    List<CardWeek> weeks() {
        var weeks = new ArrayList<CardWeek>();
        sums.forEach((subject, byWeek) -> byWeek.forEach(
                (week, counts) -> weeks.add(new CardWeek(CardAnswers.card(subject), week, CardAnswers.read(counts)))));
        return weeks;
    }
}
