package dev.engram.runtime.learner;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Aggregates.sort;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.client.model.BsonField;
import dev.engram.events.CardId;
import dev.engram.projections.learner.CardAnswers;
import dev.engram.projections.query.CardWeek;
import dev.engram.runtime.store.AggregateRows;
import dev.engram.runtime.store.Stored;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The rows of {@link CardAnswers} by week: the server adds days and partitions up. */
final class CardWeeks {
    private static final String SUBJECT = "s";
    private static final String WEEK = "w";

    /** Without any the row equals an absent one. */
    private static final String ANSWERS = "answers";

    private CardWeeks() {}

    /** Of some cards, at least one, the weeks before another; each card is a range of the index on {@code _id}. */
    static List<Bson> pipeline(List<CardId> cards, boolean simulated, long before) {
        long to = CardWeek.monday(before).toEpochDay() - 1;
        var ranges = cards.stream()
                .map(card -> AggregateRows.of(CardAnswers.subject(card, simulated), Integer.MIN_VALUE, to))
                .toList();
        var sums = CardAnswers.BY_DAY.counts().stream()
                .map(name -> sum(name, "$" + name))
                .toArray(BsonField[]::new);
        var week = new Document(
                "$floor",
                new Document(
                        "$divide", List.of(new Document("$add", List.of("$_id.day", (long) CardWeek.OFFSET)), 7L)));
        return List.of(
                match(or(ranges)),
                group(new Document(SUBJECT, "$_id.subject").append(WEEK, week), sums),
                match(ne(ANSWERS, 0L)),
                sort(ascending(Stored.ID)));
    }

    static CardWeek read(Document row) {
        var id = row.get(Stored.ID, Document.class);
        var names = CardAnswers.BY_DAY.counts();
        var counts = new long[names.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Stored.number(row, names.get(i));
        }
        return new CardWeek(
                CardAnswers.card(Stored.text(id, SUBJECT)), Stored.number(id, WEEK), CardAnswers.read(counts));
    }
}
