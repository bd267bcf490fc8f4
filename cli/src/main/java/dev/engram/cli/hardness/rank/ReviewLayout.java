package dev.engram.cli.hardness.rank;

import dev.engram.cli.csv.CsvFault;
import dev.engram.cli.csv.CsvRows;
import dev.engram.hardness.study.Review;
import dev.engram.hardness.study.ReviewKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a file says what a review was. There are two ways: a plain log, and the table {@code reviews} of a research export. */
sealed interface ReviewLayout {
    /** The review in the current record. @throws CsvFault if a field cannot be read */
    Review review(CsvRows rows) throws CsvFault;

    /** The column in which the engine's field stands. */
    String columnOf(String field);

    /**
     * The layout of this file.
     *
     * @throws CsvFault naming the columns that are missing
     */
    static ReviewLayout of(CsvRows rows) throws CsvFault {
        return rows.has("event_id") || rows.has("card_id") ? ExportLayout.of(rows) : PlainLayout.of(rows);
    }

    /** {@code learner,card,review_index,elapsed_days,planned_days,rating,lapse,prior_successes,prior_lapses}. */
    record PlainLayout(
            int learner,
            int card,
            int index,
            int elapsed,
            int planned,
            int rating,
            int lapse,
            int successes,
            int lapses)
            implements ReviewLayout {
        static PlainLayout of(CsvRows rows) throws CsvFault {
            rows.require(List.of(
                    "learner", "card", "review_index", "elapsed_days", "rating", "prior_successes", "prior_lapses"));
            return new PlainLayout(
                    rows.column("learner"),
                    rows.column("card"),
                    rows.column("review_index"),
                    rows.column("elapsed_days"),
                    optional(rows, "planned_days"),
                    rows.column("rating"),
                    optional(rows, "lapse"),
                    rows.column("prior_successes"),
                    rows.column("prior_lapses"));
        }

        @Override
        public Review review(CsvRows rows) throws CsvFault {
            int answersBefore = rows.whole(index, 0, MOST_ANSWERS);
            int given = rows.whole(rating, 1, 4);
            if (lapse >= 0 && !rows.unknown(lapse) && rows.whole(lapse, 0, 1) != (given == 1 ? 1 : 0)) {
                throw rows.fault(lapse, "lapse is 1 if the rating is 1 and 0 if not; the rating is " + given);
            }
            return new Review(
                    rows.text(learner),
                    rows.text(card),
                    answersBefore,
                    days(rows, elapsed),
                    days(rows, planned),
                    given,
                    rows.whole(successes, 0, MOST_ANSWERS),
                    rows.whole(lapses, 0, MOST_ANSWERS),
                    answersBefore == 0 ? ReviewKind.LEARN : ReviewKind.REVIEW,
                    false,
                    null);
        }

        @Override
        public String columnOf(String field) {
            return field;
        }
    }

    /** The table {@code reviews} of a research export, schema version 1. A card with another content version is another card. */
    record ExportLayout(
            int event,
            int learner,
            int card,
            int version,
            int index,
            int elapsed,
            int planned,
            int rating,
            int successes,
            int lapses,
            int kind,
            int truncated)
            implements ReviewLayout {
        private static final Map<String, ReviewKind> KINDS = Map.of(
                "learn", ReviewKind.LEARN,
                "review", ReviewKind.REVIEW,
                "relearn", ReviewKind.RELEARN,
                "cram", ReviewKind.CRAM);

        static ExportLayout of(CsvRows rows) throws CsvFault {
            rows.require(List.of(
                    "event_id",
                    "learner",
                    "card_id",
                    "kind",
                    "rating",
                    "review_index",
                    "prior_successes",
                    "prior_lapses",
                    "elapsed_days",
                    "planned_days",
                    "history_truncated"));
            return new ExportLayout(
                    rows.column("event_id"),
                    rows.column("learner"),
                    rows.column("card_id"),
                    optional(rows, "card_version"),
                    rows.column("review_index"),
                    rows.column("elapsed_days"),
                    rows.column("planned_days"),
                    rows.column("rating"),
                    rows.column("prior_successes"),
                    rows.column("prior_lapses"),
                    rows.column("kind"),
                    rows.column("history_truncated"));
        }

        @Override
        public Review review(CsvRows rows) throws CsvFault {
            return new Review(
                    rows.text(learner),
                    card(rows),
                    rows.whole(index, 0, MOST_ANSWERS),
                    days(rows, elapsed),
                    days(rows, planned),
                    rows.whole(rating, 1, 4),
                    rows.whole(successes, 0, MOST_ANSWERS),
                    rows.whole(lapses, 0, MOST_ANSWERS),
                    kind(rows),
                    truth(rows, truncated),
                    rows.text(event));
        }

        private String card(CsvRows rows) throws CsvFault {
            return version < 0 ? rows.text(card) : rows.text(card) + "@" + rows.text(version);
        }

        private ReviewKind kind(CsvRows rows) throws CsvFault {
            @Nullable ReviewKind known = KINDS.get(rows.text(kind));
            if (known == null) {
                throw rows.fault(kind, "'%s' is not learn, review, relearn or cram".formatted(rows.text(kind)));
            }
            return known;
        }

        private static boolean truth(CsvRows rows, int column) throws CsvFault {
            String text = rows.text(column);
            if (!text.equals("true") && !text.equals("false")) {
                throw rows.fault(column, "'%s' is not true or false".formatted(text));
            }
            return text.equals("true");
        }

        @Override
        public String columnOf(String field) {
            return field.equals("card") ? "card_id" : field;
        }
    }

    /** The engine holds this many. */
    int MOST_ANSWERS = Character.MAX_VALUE;

    private static int optional(CsvRows rows, String column) throws CsvFault {
        return rows.has(column) ? rows.column(column) : -1;
    }

    /** Days, unknown where nothing is there. */
    private static double days(CsvRows rows, int column) throws CsvFault {
        return column < 0 ? Review.UNKNOWN : rows.numberOrUnknown(column);
    }
}
