package dev.engram.studies.answers;

import dev.engram.hardness.table.Review;
import dev.engram.studies.answers.Answer.Named;
import dev.engram.studies.answers.Answer.Occasion;
import dev.engram.studies.answers.Answer.Unnamed;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A transaction export of CMU DataShop. A card is a {@link StepIdentity}; attempts at one view of it (or one start time) are one
 * opportunity, of which the first attempt counts. Where neither is given, a first attempt at the step is a new opportunity, and
 * where the attempts have no numbers, a row half a day or more after the one before. A hint counts as incorrect, as in DataShop.
 * An export of Engram says more in its custom fields: the rating, the kind, the planned interval, and the time to the millisecond;
 * its problems are cards and its steps are all the same.
 */
final class TransactionColumns implements AnswerColumns {
    static final String STUDENT = "Anon Student Id";

    private final CsvRows rows;
    private final KcColumns kc;
    private final int student;
    private final int time;
    private final int zone;
    private final StepIdentity identity;
    private final int view;
    private final int start;
    private final int attempt;
    private final int outcome;
    private final int rating;
    private final int kind;
    private final int planned;
    private final int millis;

    TransactionColumns(CsvRows rows, @Nullable String model) throws CsvException {
        this.rows = rows;
        kc = new KcColumns(rows, model);
        student = rows.columnIgnoringCase(STUDENT);
        time = rows.columnIgnoringCase("Time");
        identity = new StepIdentity(rows);
        outcome = rows.columnIgnoringCase("Outcome");
        zone = rows.findIgnoringCase("Time Zone");
        view = rows.findIgnoringCase("Problem View");
        start = rows.findIgnoringCase("Problem Start Time");
        attempt = rows.findIgnoringCase("Attempt At Step");
        rating = rows.findIgnoringCase("CF (rating)");
        kind = rows.findIgnoringCase("CF (kind)");
        planned = rows.findIgnoringCase("CF (planned_days)");
        millis = rows.findIgnoringCase("CF (reviewed_at_ms)");
    }

    @Override
    public @Nullable Answer answer(List<String> covariates) throws CsvException {
        int right = right(rows, outcome);
        boolean again = attempt >= 0 && !rows.unknown(attempt) && rows.whole(attempt, 0, Integer.MAX_VALUE) > 1;
        if (right < 0 || again) {
            return null;
        }
        int when = millis >= 0 && !rows.unknown(millis) ? millis : time;
        var at = Timestamps.parse(rows.text(when), zone()).orElseThrow(() -> rows.notA(when, Timestamps.RULE));
        int graded = rating >= 0 && !rows.unknown(rating) ? rows.whole(rating, 1, 4) : right == 1 ? 3 : 1;
        return new Answer(
                rows.line(),
                rows.text(student),
                millis >= 0 ? identity.problem() : identity.card(),
                at.millis(),
                at.resolution(),
                graded,
                kind < 0 || rows.unknown(kind) ? null : LogColumns.kind(rows, kind),
                planned < 0 ? Review.UNKNOWN : rows.numberOrUnknown(planned),
                occasion(),
                kc.tags(),
                List.of(),
                covariates,
                null);
    }

    private Occasion occasion() {
        for (int column : new int[] {view, start}) {
            if (column >= 0 && !rows.textOrEmpty(column).isBlank()) {
                return new Named(rows.textOrEmpty(column).strip());
            }
        }
        boolean numbered = attempt >= 0 && !rows.unknown(attempt);
        boolean exact = millis >= 0 && !rows.unknown(millis);
        return numbered || exact ? Unnamed.EACH : Unnamed.AFTER_A_GAP;
    }

    private ZoneId zone() throws CsvException {
        if (zone < 0 || rows.unknown(zone)) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(rows.text(zone).strip(), ZoneId.SHORT_IDS);
        } catch (DateTimeException unknown) {
            throw rows.notA(zone, "a time zone such as UTC or US/Eastern");
        }
    }

    /** 1 right, 0 wrong, -1 without an outcome. @throws CsvException for another word */
    static int right(CsvRows rows, int outcome) throws CsvException {
        String word = rows.textOrEmpty(outcome).strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty() || word.equals("unknown")) {
            return -1;
        }
        if (word.equals("correct") || word.equals("ok")) {
            return 1;
        }
        boolean wrong = word.equals("incorrect") || word.equals("error") || word.equals("bug");
        if (wrong || word.contains("hint") || word.contains("help")) {
            return 0;
        }
        throw rows.notA(outcome, "correct, incorrect or hint");
    }

    @Override
    public String leftOut() {
        return "transactions without an outcome, or later attempts at a step, left out";
    }
}
