package dev.engram.studies.rank;

import dev.engram.hardness.table.InvalidReviewException;
import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.TagTable;
import dev.engram.studies.answers.AnswerLog;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tags of cards: {@code card,tag,weight}, or by answer {@code event_id,tag,weight} as a research export gives them, or in the
 * column {@code tags} of the reviews. Without weights each is 1 / number of tags of the card.
 *
 * <p>Where tags are given by answer, a card has those of its last one, so that a tag that was taken away years ago does not count,
 * and memory grows with cards and not with answers.
 */
final class TagImport {
    private final CsvRows rows;
    private final int at;
    private final int taxonomy;
    private final int tags;
    private boolean tagged;
    private final Map<String, Answer> last = new HashMap<>();

    private long delivered;

    /**
     * @param at    its time as a text that sorts; empty where it is not known or {@code order} is the time
     * @param order by time or delivery, of answers whose texts are alike
     * @param event its id; empty if it has none
     */
    private record Answer(int taxonomy, String at, long order, String event, List<String> tags) {
        static final Comparator<Answer> ORDER = Comparator.comparingInt(Answer::taxonomy)
                .thenComparing(Answer::at)
                .thenComparingLong(Answer::order)
                .thenComparing(Answer::event);
    }

    TagImport(CsvRows rows) throws CsvException {
        this.rows = rows;
        at = rows.find("reviewed_at");
        taxonomy = rows.find("taxonomy_version");
        tags = rows.find("tags");
    }

    /** Adds the review that the current record holds. */
    void add(Review review) throws CsvException {
        @Nullable String event = review.eventId();
        String text = tags < 0 ? "" : rows.textOrEmpty(tags).strip();
        Answer answer = new Answer(
                taxonomy < 0 ? 0 : rows.whole(taxonomy, 0, Integer.MAX_VALUE),
                at < 0 || event == null ? "" : rows.text(at),
                event == null ? delivered++ : 0,
                event == null ? "" : event,
                text.isEmpty() ? List.of() : List.of(text.split("\\s+")));
        keepLater(review.card(), answer);
    }

    private void keepLater(String card, Answer answer) {
        last.merge(card, answer, (one, other) -> Answer.ORDER.compare(one, other) <= 0 ? other : one);
    }

    /** Adds the answers of a log: a card has the tags of its last answer. */
    void add(AnswerLog log) {
        for (var answer : log.answers()) {
            var event = answer.event();
            keepLater(
                    answer.card(),
                    new Answer(
                            event == null ? 0 : event.taxonomyVersion(),
                            "",
                            answer.atMillis(),
                            event == null ? "" : event.id(),
                            answer.tags()));
        }
        tagged = log.answers().stream().anyMatch(answer -> !answer.tags().isEmpty());
    }

    /** @param file null if the reviews carry the tags */
    TagTable read(@Nullable Path file) throws IOException {
        TagTable.Builder table = TagTable.builder();
        if (file == null) {
            if (tags < 0 && !tagged) {
                throw new CsvException("a file of tags is needed: " + rows.file() + " has no column tags");
            }
            last.forEach((card, answer) -> answer.tags.forEach(tag -> table.add(card, tag, null)));
        } else {
            try (CsvRows own = CsvRows.open(file)) {
                add(own, table);
            }
        }
        return table.build();
    }

    private void add(CsvRows own, TagTable.Builder table) throws IOException {
        int tagAt = own.column("tag");
        int weightAt = own.find("weight");
        boolean byAnswer = own.has("event_id");
        String cardColumn = byAnswer ? "event_id" : own.has("card_id") ? "card_id" : "card";
        int cardAt = own.column(cardColumn);
        Map<String, String> cardOfEvent = new HashMap<>();
        if (byAnswer) {
            last.forEach((card, answer) -> cardOfEvent.put(answer.event, card));
        }
        if (byAnswer && !rows.has("event_id")) {
            throw new CsvException(
                    "%s gives tags by event_id, but %s has no such column".formatted(own.file(), rows.file()));
        }
        boolean found = false;
        while (own.next()) {
            String card = byAnswer ? cardOfEvent.get(own.text(cardAt)) : own.text(cardAt);
            if (card == null) {
                continue;
            }
            found = true;
            Double weight = weightAt < 0 || own.unknown(weightAt) ? null : (Double) own.number(weightAt);
            try {
                table.add(card, own.text(tagAt), weight);
            } catch (InvalidReviewException invalid) {
                throw own.fault(invalid.field().equals("card") ? cardColumn : invalid.field(), invalid.rule());
            }
        }
        if (!found) {
            throw new CsvException(
                    "%s: no event_id is that of the last answer to a card in %s; are the two of one export?"
                            .formatted(own.file(), rows.file()));
        }
    }
}
