package dev.engram.studies.rank;

import dev.engram.hardness.table.InvalidReviewException;
import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a file says what a review was. There are two ways: a plain log, and the table {@code reviews} of a research export, schema
 * version 1, in which a card with another content version is another card.
 */
final class ReviewLayout {
    /** The engine holds this many. */
    private static final int MOST_ANSWERS = Character.MAX_VALUE;

    private static final List<String> COMMON =
            List.of("learner", "review_index", "elapsed_days", "rating", "prior_successes", "prior_lapses");
    private static final List<String> EXPORT =
            List.of("event_id", "card_id", "kind", "planned_days", "history_truncated");
    private static final Map<String, ReviewKind> KINDS = Map.of(
            "learn", ReviewKind.LEARN,
            "review", ReviewKind.REVIEW,
            "relearn", ReviewKind.RELEARN,
            "cram", ReviewKind.CRAM);

    private final CsvRows rows;
    private final boolean export;
    private final int learner;
    private final int card;
    private final int version;
    private final int index;
    private final int elapsed;
    private final int planned;
    private final int rating;
    private final int lapse;
    private final int successes;
    private final int lapses;
    private final int kind;
    private final int truncated;
    private final int event;

    /** The layout of this file. @throws CsvException naming the columns that are missing */
    private ReviewLayout(CsvRows rows, boolean export) throws CsvException {
        this.rows = rows;
        this.export = export;
        List<String> needed = new ArrayList<>(COMMON);
        needed.addAll(export ? EXPORT : List.of("card"));
        rows.require(needed);
        this.learner = rows.find("learner");
        this.card = rows.find(columnOf("card"));
        this.version = export ? rows.find("card_version") : -1;
        this.index = rows.find("review_index");
        this.elapsed = rows.find("elapsed_days");
        this.planned = rows.find("planned_days");
        this.rating = rows.find("rating");
        this.lapse = export ? -1 : rows.find("lapse");
        this.successes = rows.find("prior_successes");
        this.lapses = rows.find("prior_lapses");
        this.kind = rows.find("kind");
        this.truncated = rows.find("history_truncated");
        this.event = rows.find("event_id");
    }

    /** The reviews of a file, its tags going to {@code tags}. @throws CsvException naming line and column of a fault */
    static ReviewTable read(CsvRows rows, boolean export, List<String> covariates, TagImport tags) throws IOException {
        ReviewLayout layout = new ReviewLayout(rows, export);
        rows.require(covariates);
        int[] covariateAt = covariates.stream().mapToInt(rows.header()::indexOf).toArray();
        String[] values = new String[covariateAt.length];
        var table = ReviewTable.builder(covariates);
        while (rows.next()) {
            var review = layout.review();
            for (int i = 0; i < values.length; i++) {
                values[i] = rows.textOrEmpty(covariateAt[i]);
            }
            try {
                table.add(review, values);
            } catch (InvalidReviewException invalid) {
                throw rows.fault(layout.columnOf(invalid.field()), invalid.rule());
            }
            tags.add(review);
        }
        return table.build();
    }

    /** The review in the current record. @throws CsvException if a field cannot be read */
    private Review review() throws CsvException {
        int answersBefore = rows.whole(index, 0, MOST_ANSWERS);
        int given = rows.whole(rating, 1, 4);
        if (lapse >= 0 && !rows.unknown(lapse) && rows.whole(lapse, 0, 1) != (given == 1 ? 1 : 0)) {
            throw rows.fault(lapse, "lapse is 1 if the rating is 1 and 0 if not; the rating is " + given);
        }
        return new Review(
                rows.text(learner),
                version < 0 ? rows.text(card) : rows.text(card) + "@" + rows.text(version),
                answersBefore,
                rows.numberOrUnknown(elapsed),
                planned < 0 ? Review.UNKNOWN : rows.numberOrUnknown(planned),
                given,
                rows.whole(successes, 0, MOST_ANSWERS),
                rows.whole(lapses, 0, MOST_ANSWERS),
                export ? kind() : answersBefore == 0 ? ReviewKind.LEARN : ReviewKind.REVIEW,
                export && truncated(),
                export ? rows.text(event) : null);
    }

    private ReviewKind kind() throws CsvException {
        ReviewKind known = KINDS.get(rows.text(kind));
        if (known == null) {
            throw rows.notA(kind, "learn, review, relearn or cram");
        }
        return known;
    }

    private boolean truncated() throws CsvException {
        return switch (rows.text(truncated)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw rows.notA(truncated, "true or false");
        };
    }

    /** The column that holds the engine's field. */
    private String columnOf(String field) {
        return export && field.equals("card") ? "card_id" : field;
    }
}
