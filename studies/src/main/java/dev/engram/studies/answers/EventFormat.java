package dev.engram.studies.answers;

import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.util.Locale;

/** What the columns of a file of answers are. */
public enum EventFormat {
    /** {@code learner, card, review_index, elapsed_days, rating, prior_successes, prior_lapses}: the history is in the file. */
    HISTORY,
    /** The table {@code reviews} of a research export of Engram: the history is in the file. */
    EXPORT,
    /** {@code learner, card, time, rating}: the history is derived. */
    LOG,
    /** A transaction export of CMU DataShop: the history is derived from first attempts. */
    DATASHOP,
    /** A student-step roll-up of CMU DataShop: the history is derived. */
    STUDENT_STEP,
    /** The table {@code revlog} of an Anki collection: the history is derived. */
    REVLOG;

    /** The format that the header shows. @throws CsvException naming the formats if it shows none */
    public static EventFormat of(CsvRows rows) throws CsvException {
        if (rows.hasIgnoringCase(StepColumns.FIRST_ATTEMPT)) {
            return STUDENT_STEP;
        }
        if (rows.hasIgnoringCase(TransactionColumns.STUDENT)) {
            return DATASHOP;
        }
        if (rows.has("cid") && rows.has("ease")) {
            return REVLOG;
        }
        if (rows.has("event_id") || rows.has("card_id")) {
            return EXPORT;
        }
        return rows.has("time") && !rows.has("review_index") ? LOG : HISTORY;
    }

    /** As a person writes it: {@code student-step}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
