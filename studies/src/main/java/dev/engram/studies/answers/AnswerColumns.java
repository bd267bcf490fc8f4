package dev.engram.studies.answers;

import dev.engram.studies.csv.CsvException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps the columns of one format to answers. */
interface AnswerColumns {
    /** The answer in the current record; null if the record holds none. @throws CsvException if a field cannot be read */
    @Nullable
    Answer answer(List<String> covariates) throws CsvException;

    /** What records without an answer are, in words, such as {@code manual changes}. */
    String leftOut();

    /** Where histories begin again, of the records so far. */
    default HistoryResets resets() {
        return new HistoryResets();
    }
}
