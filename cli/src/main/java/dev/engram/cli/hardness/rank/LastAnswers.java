package dev.engram.cli.hardness.rank;

import dev.engram.cli.csv.CsvFault;
import dev.engram.cli.csv.CsvRows;
import dev.engram.hardness.study.Review;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last answer to each card, and the tags that the card had then. An export gives tags by answer; a card has those of its last
 * one, so that a tag that was taken away years ago does not count, and memory grows with cards and not with answers.
 */
final class LastAnswers {
    private final int at;
    private final int taxonomy;
    private final int tags;
    private final Map<String, Answer> last = new HashMap<>();

    private record Answer(
            int taxonomy, String at, String event, @Nullable String tags) {
        boolean isBefore(Answer other) {
            if (taxonomy != other.taxonomy) {
                return taxonomy < other.taxonomy;
            }
            int order = at.compareTo(other.at);
            return order == 0 ? event.compareTo(other.event) < 0 : order < 0;
        }
    }

    LastAnswers(CsvRows rows) throws CsvFault {
        at = rows.has("reviewed_at") ? rows.column("reviewed_at") : -1;
        taxonomy = rows.has("taxonomy_version") ? rows.column("taxonomy_version") : -1;
        tags = rows.has("tags") ? rows.column("tags") : -1;
    }

    boolean knowTags() {
        return tags >= 0;
    }

    void read(CsvRows rows, Review review) throws CsvFault {
        @Nullable String event = review.eventId();
        if (event == null) {
            return;
        }
        Answer answer = new Answer(
                taxonomy < 0 ? 0 : rows.whole(taxonomy, 0, Integer.MAX_VALUE),
                at < 0 ? "" : rows.text(at),
                event,
                tags < 0 ? null : rows.absent(tags) ? "" : rows.textOrEmpty(tags));
        @Nullable Answer known = last.get(review.card());
        if (known == null || known.isBefore(answer)) {
            last.put(review.card(), answer);
        }
    }

    /** The card by the event of its last answer. */
    Map<String, String> cardOfEvent() {
        Map<String, String> cards = new HashMap<>();
        last.forEach((card, answer) -> cards.put(answer.event, card));
        return cards;
    }

    /** The tags of each card, joined by spaces; empty where the file says nothing. */
    Map<String, String> tagsOfCard() {
        Map<String, String> all = new HashMap<>();
        last.forEach((card, answer) -> {
            if (answer.tags != null) {
                all.put(card, answer.tags);
            }
        });
        return all;
    }
}
