package dev.engram.studies.rank;

import dev.engram.hardness.study.InvalidReviewException;
import dev.engram.hardness.study.TagTable;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tags of cards: {@code card,tag,weight}, or by answer {@code event_id,tag,weight} as a research export gives them, or in the
 * column {@code tags} of the reviews. Without weights each is 1 / number of tags of the card.
 */
final class TagsFile {
    private TagsFile() {}

    static TagTable read(@Nullable Path file, Path events, LastAnswers answers) throws IOException {
        TagTable.Builder table = TagTable.builder();
        if (file == null) {
            if (!answers.knowTags()) {
                throw new CsvException("a file of tags is needed: " + events + " has no column tags");
            }
            answers.tagsOfCard().forEach((card, tags) -> {
                for (String tag : tags.isBlank() ? new String[0] : tags.strip().split("\\s+")) {
                    table.add(card, tag, null);
                }
            });
        } else {
            try (CsvRows rows = CsvRows.open(file)) {
                add(rows, events, answers, table);
            }
        }
        return table.build();
    }

    private static void add(CsvRows rows, Path events, LastAnswers answers, TagTable.Builder table) throws IOException {
        int tagAt = rows.column("tag");
        int weightAt = rows.find("weight");
        boolean byAnswer = rows.has("event_id");
        String cardColumn = byAnswer ? "event_id" : rows.has("card_id") ? "card_id" : "card";
        int cardAt = rows.column(cardColumn);
        Map<String, String> cardOfEvent = byAnswer ? answers.cardOfEvent() : Map.of();
        if (byAnswer && cardOfEvent.isEmpty()) {
            throw new CsvException(
                    "%s gives tags by event_id, but %s has no such column".formatted(rows.file(), events));
        }
        boolean found = false;
        while (rows.next()) {
            String card = byAnswer ? cardOfEvent.get(rows.text(cardAt)) : rows.text(cardAt);
            if (card == null) {
                continue;
            }
            found = true;
            Double weight = weightAt < 0 || rows.unknown(weightAt) ? null : (Double) rows.number(weightAt);
            try {
                table.add(card, rows.text(tagAt), weight);
            } catch (InvalidReviewException invalid) {
                throw rows.fault(invalid.field().equals("card") ? cardColumn : invalid.field(), invalid.rule());
            }
        }
        if (!found) {
            throw new CsvException(
                    "%s: no event_id is that of the last answer to a card in %s; are the two of one export?"
                            .formatted(rows.file(), events));
        }
    }
}
