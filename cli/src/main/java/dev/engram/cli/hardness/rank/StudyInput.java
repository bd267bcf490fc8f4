package dev.engram.cli.hardness.rank;

import dev.engram.cli.csv.CsvFault;
import dev.engram.cli.csv.CsvRows;
import dev.engram.cli.hardness.ReadProgress;
import dev.engram.hardness.study.InvalidReviewException;
import dev.engram.hardness.study.Review;
import dev.engram.hardness.study.ReviewTable;
import dev.engram.hardness.study.ReviewTableBuilder;
import dev.engram.hardness.study.TagTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reviews and tags of a study, read from files. */
record StudyInput(ReviewTable reviews, TagTable tags) {
    /**
     * Reads the files, whichever layout they have.
     *
     * @param tags       null if the reviews carry them
     * @param covariates columns of the reviews that are fixed effects
     * @throws CsvFault naming file, line and column of what cannot be read
     */
    static StudyInput read(Path events, @Nullable Path tags, List<String> covariates, PrintWriter err)
            throws IOException {
        try (CsvRows rows = CsvRows.open(events)) {
            ReviewLayout layout = ReviewLayout.of(rows);
            rows.require(covariates);
            int[] covariateAt = new int[covariates.size()];
            for (int i = 0; i < covariateAt.length; i++) {
                covariateAt[i] = rows.column(covariates.get(i));
            }
            LastAnswers answers = new LastAnswers(rows);
            ReviewTableBuilder table = ReviewTable.builder(covariates);
            ReadProgress progress = new ReadProgress(err, rows);
            String[] values = new String[covariateAt.length];
            while (rows.next()) {
                Review review = layout.review(rows);
                for (int i = 0; i < values.length; i++) {
                    values[i] = rows.textOrEmpty(covariateAt[i]);
                }
                add(table, rows, layout, review, values);
                answers.read(rows, review);
                progress.row();
            }
            progress.done();
            if (rows.rows() == 0) {
                throw new CsvFault(events + " has a header but no rows");
            }
            return new StudyInput(table.build(), TagsFile.read(tags, events, answers));
        }
    }

    private static void add(
            ReviewTableBuilder table, CsvRows rows, ReviewLayout layout, Review review, String[] covariates)
            throws CsvFault {
        try {
            table.add(review, covariates);
        } catch (InvalidReviewException invalid) {
            throw TagsFile.located(rows, layout.columnOf(invalid.field()), invalid);
        }
    }
}
