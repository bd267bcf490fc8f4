package dev.engram.cli.hardness.rank;

import dev.engram.cli.csv.CsvFault;
import dev.engram.cli.csv.CsvRows;
import dev.engram.hardness.study.InvalidReviewException;
import dev.engram.hardness.study.TagTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tags of cards: {@code card,tag,weight}, or by answer {@code event_id,tag,weight} as a research export gives them, or in the
 * column {@code tags} of the reviews. Without weights each is 1 / number of tags of the card.
 */
final class TagsFile {
    private TagsFile() {}

    static TagTable read(@Nullable Path file, Path events, LastAnswers answers) throws IOException {
        if (file == null) {
            return fromReviews(events, answers);
        }
        try (CsvRows rows = CsvRows.open(file)) {
            rows.require(List.of("tag"));
            TagTable.Builder table = TagTable.builder();
            if (rows.has("event_id")) {
                byAnswer(rows, events, answers.cardOfEvent(), table);
            } else {
                String card = rows.has("card_id") ? "card_id" : "card";
                int at = rows.column(card);
                while (rows.next()) {
                    add(rows, card, rows.text(at), table);
                }
            }
            if (rows.rows() == 0) {
                throw new CsvFault(file + " has a header but no rows");
            }
            return table.build();
        }
    }

    private static void byAnswer(CsvRows rows, Path events, Map<String, String> cardOfEvent, TagTable.Builder table)
            throws CsvFault {
        if (cardOfEvent.isEmpty()) {
            throw new CsvFault("%s gives tags by event_id, but %s has no such column".formatted(rows.file(), events));
        }
        int at = rows.column("event_id");
        boolean found = false;
        while (rows.next()) {
            @Nullable String card = cardOfEvent.get(rows.text(at));
            if (card != null) {
                found = true;
                add(rows, "event_id", card, table);
            }
        }
        if (!found && rows.rows() > 0) {
            throw new CsvFault("%s: no event_id is that of the last answer to a card in %s; are the two of one export?"
                    .formatted(rows.file(), events));
        }
    }

    private static void add(CsvRows rows, String cardColumn, String card, TagTable.Builder table) throws CsvFault {
        int weightAt = rows.has("weight") ? rows.column("weight") : -1;
        @Nullable Double weight = weightAt < 0 || rows.unknown(weightAt) ? null : (Double) rows.number(weightAt);
        try {
            table.add(card, rows.text(rows.column("tag")), weight);
        } catch (InvalidReviewException invalid) {
            throw located(rows, invalid.field().equals("card") ? cardColumn : invalid.field(), invalid);
        }
    }

    private static TagTable fromReviews(Path events, LastAnswers answers) throws CsvFault {
        if (!answers.knowTags()) {
            throw new CsvFault("--tags is needed: " + events + " has no column tags");
        }
        TagTable.Builder table = TagTable.builder();
        answers.tagsOfCard().forEach((card, tags) -> {
            for (String tag : tags.strip().split("\\s+")) {
                if (!tag.isEmpty()) {
                    table.add(card, tag, null);
                }
            }
        });
        return table.build();
    }

    /** What the engine refused, with the line and column of the file. */
    static CsvFault located(CsvRows rows, String column, InvalidReviewException invalid) throws CsvFault {
        String said = String.valueOf(invalid.getMessage());
        String rule = said.substring(said.indexOf(": ") + 2);
        return rows.has(column)
                ? rows.fault(rows.column(column), rule)
                : new CsvFault("%s, line %d: %s".formatted(rows.file(), rows.line(), rule));
    }
}
