package dev.engram.studies.rank;

import dev.engram.hardness.study.Review;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last answer to each card, and the tags that the card had then. An export gives tags by answer; a card has those of its last
 * one, so that a tag that was taken away years ago does not count, and memory grows with cards and not with answers.
 */
final class LastAnswers {
    private final CsvRows rows;
    private final int at;
    private final int taxonomy;
    private final int tags;
    private final Map<String, Answer> last = new HashMap<>();

    private record Answer(int taxonomy, String at, String event, String tags) {
        static final Comparator<Answer> ORDER = Comparator.comparingInt(Answer::taxonomy)
                .thenComparing(Answer::at)
                .thenComparing(Answer::event);
    }

    LastAnswers(CsvRows rows) throws CsvException {
        this.rows = rows;
        at = rows.find("reviewed_at");
        taxonomy = rows.find("taxonomy_version");
        tags = rows.find("tags");
    }

    /** Adds the review that the current record holds. */
    void add(Review review) throws CsvException {
        @Nullable String event = review.eventId();
        if (event != null) {
            Answer answer = new Answer(
                    taxonomy < 0 ? 0 : rows.whole(taxonomy, 0, Integer.MAX_VALUE),
                    at < 0 ? "" : rows.text(at),
                    event,
                    tags < 0 ? "" : rows.textOrEmpty(tags));
            last.merge(review.card(), answer, (one, other) -> Answer.ORDER.compare(one, other) < 0 ? other : one);
        }
    }

    /** Whether the reviews have a column of tags. */
    boolean knowTags() {
        return tags >= 0;
    }

    /** The card by the event of its last answer. */
    Map<String, String> cardOfEvent() {
        Map<String, String> cards = new HashMap<>();
        last.forEach((card, answer) -> cards.put(answer.event, card));
        return cards;
    }

    /** The tags of each card, separated by spaces. */
    Map<String, String> tagsOfCard() {
        Map<String, String> all = new HashMap<>();
        last.forEach((card, answer) -> all.put(card, answer.tags));
        return all;
    }
}
