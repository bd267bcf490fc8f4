package dev.engram.studies.answers;

import dev.engram.hardness.table.Review;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A student-step roll-up of CMU DataShop: one row for each step of a view of a problem, with the first attempt and its KCs. */
final class StepColumns implements AnswerColumns {
    static final String FIRST_ATTEMPT = "First Attempt";
    private static final List<String> TIMES = List.of("First Transaction Time", "Step Start Time", "Step End Time");

    private final CsvRows rows;
    private final KcColumns kc;
    private final int student;
    private final StepIdentity identity;
    private final int outcome;
    private final int time;

    StepColumns(CsvRows rows, @Nullable String model) throws CsvException {
        this.rows = rows;
        kc = new KcColumns(rows, model);
        student = rows.columnIgnoringCase(TransactionColumns.STUDENT);
        rows.columnIgnoringCase("Step Name");
        identity = new StepIdentity(rows);
        outcome = rows.columnIgnoringCase(FIRST_ATTEMPT);
        String given = TIMES.stream().filter(rows::hasIgnoringCase).findFirst().orElse(TIMES.getFirst());
        time = rows.columnIgnoringCase(given);
    }

    @Override
    public @Nullable Answer answer(List<String> covariates) throws CsvException {
        int right = TransactionColumns.right(rows, outcome);
        if (right < 0) {
            return null;
        }
        var at = Timestamps.parse(rows.text(time)).orElseThrow(() -> rows.notA(time, Timestamps.RULE));
        return new Answer(
                rows.line(),
                rows.text(student),
                identity.card(),
                at.millis(),
                at.resolution(),
                right == 1 ? 3 : 1,
                null,
                Review.UNKNOWN,
                Answer.Unnamed.EACH,
                kc.tags(),
                kc.opportunities(),
                covariates,
                null);
    }

    @Override
    public String leftOut() {
        return "steps without a first attempt left out";
    }
}
