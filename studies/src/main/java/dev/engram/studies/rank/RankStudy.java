package dev.engram.studies.rank;

import dev.engram.hardness.study.HardnessStudy;
import dev.engram.hardness.study.InvalidReviewException;
import dev.engram.hardness.study.ReviewTable;
import dev.engram.hardness.study.StudySettings;
import dev.engram.hardness.study.TagTable;
import dev.engram.hardness.study.report.StudyOutcome;
import dev.engram.studies.ThrottledProgress;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A hardness study on files. */
public final class RankStudy {
    private RankStudy() {}

    /**
     * Reads the files, whichever layout they have, and runs the study.
     *
     * @param events     reviews
     * @param tags       tags of cards; null if the reviews carry them
     * @param covariates columns of the reviews that are fixed effects; spaces around a name are dropped
     * @param progress   gets a line now and then if the work takes more than two seconds
     * @throws CsvException naming file, line and column of what cannot be read
     */
    public static StudyOutcome run(
            Path events,
            @Nullable Path tags,
            List<String> covariates,
            StudySettings settings,
            Consumer<String> progress)
            throws IOException {
        ThrottledProgress throttled = new ThrottledProgress(progress);
        ReviewTable reviews;
        TagTable tagTable;
        try (CsvRows rows = CsvRows.open(events, throttled)) {
            TagImport tagImport = new TagImport(rows);
            reviews = reviews(rows, covariates.stream().map(String::strip).toList(), tagImport);
            tagTable = tagImport.read(tags);
        }
        return HardnessStudy.run(reviews, tagTable, settings, (step, done, steps) -> {
            if (done < steps) {
                throttled.step("step " + (done + 1) + " of " + steps + ": " + step);
            }
        });
    }

    private static ReviewTable reviews(CsvRows rows, List<String> covariates, TagImport tagImport) throws IOException {
        ReviewLayout layout = new ReviewLayout(rows);
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
            tagImport.add(review);
        }
        return table.build();
    }
}
