package dev.engram.studies.answers;

import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.studies.answers.Answer.Event;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plain log {@code learner, card, time, rating}, if there with {@code kind}, {@code planned_days} and {@code tags}; or an export. */
final class LogColumns implements AnswerColumns {
    private final CsvRows rows;
    private final int learner;
    private final int card;
    private final int version;
    private final int time;
    private final int rating;
    private final int kind;
    private final int planned;
    private final int tags;
    private final int event;
    private final int taxonomy;
    private final int truncated;

    LogColumns(CsvRows rows, boolean export) throws CsvException {
        this.rows = rows;
        String cardColumn = export ? "card_id" : "card";
        String timeColumn = export ? "reviewed_at" : "time";
        rows.require(List.of("learner", cardColumn, timeColumn, "rating"));
        learner = rows.column("learner");
        card = rows.column(cardColumn);
        version = export ? rows.find("card_version") : -1;
        time = rows.column(timeColumn);
        rating = rows.column("rating");
        kind = rows.find("kind");
        planned = rows.find("planned_days");
        tags = rows.find("tags");
        event = export ? rows.find("event_id") : -1;
        taxonomy = export ? rows.find("taxonomy_version") : -1;
        truncated = export ? rows.find("history_truncated") : -1;
    }

    @Override
    public Answer answer(List<String> covariates) throws CsvException {
        var at = Timestamps.parse(rows.text(time)).orElseThrow(() -> rows.notA(time, Timestamps.RULE));
        return new Answer(
                rows.line(),
                rows.text(learner),
                version < 0 ? rows.text(card) : rows.text(card) + "@" + rows.text(version),
                at.millis(),
                at.resolution(),
                rows.whole(rating, 1, 4),
                kind < 0 || rows.unknown(kind) ? null : kind(rows, kind),
                planned < 0 ? Review.UNKNOWN : rows.numberOrUnknown(planned),
                null,
                tags < 0 ? List.of() : words(rows.textOrEmpty(tags)),
                List.of(),
                covariates,
                event());
    }

    private @Nullable Event event() throws CsvException {
        return event < 0 || rows.unknown(event)
                ? null
                : new Event(
                        rows.text(event),
                        taxonomy < 0 || rows.unknown(taxonomy) ? 0 : rows.whole(taxonomy, 0, Integer.MAX_VALUE),
                        truncated >= 0 && truncated());
    }

    private boolean truncated() throws CsvException {
        return switch (rows.text(truncated)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw rows.notA(truncated, "true or false");
        };
    }

    /** The kind in a column. @throws CsvException if it holds another word */
    static ReviewKind kind(CsvRows rows, int column) throws CsvException {
        return switch (rows.text(column).toLowerCase(Locale.ROOT)) {
            case "learn" -> ReviewKind.LEARN;
            case "review" -> ReviewKind.REVIEW;
            case "relearn" -> ReviewKind.RELEARN;
            case "cram" -> ReviewKind.CRAM;
            default -> throw rows.notA(column, "learn, review, relearn or cram");
        };
    }

    /** Texts between white space, each once. */
    static List<String> words(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.strip().split("\\s+")).distinct().toList();
    }

    @Override
    public String leftOut() {
        return "";
    }
}
