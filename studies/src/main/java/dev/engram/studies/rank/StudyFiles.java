package dev.engram.studies.rank;

import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import dev.engram.studies.ThrottledProgress;
import dev.engram.studies.answers.AnswerLog;
import dev.engram.studies.answers.EventFormat;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a study.
 *
 * @param events     answers
 * @param tags       tags of cards; null if the answers carry them
 * @param format     of the answers; null = as the header shows
 * @param model      the KC model of a file of DataShop; null = the model named Default, or else the first
 * @param covariates columns of the answers that are fixed effects; spaces around a name are dropped
 */
public record StudyFiles(
        Path events,
        @Nullable Path tags,
        @Nullable EventFormat format,
        @Nullable String model,
        List<String> covariates) {
    public StudyFiles {
        covariates = covariates.stream().map(String::strip).toList();
    }

    /** Files whose format the header shows. */
    public static StudyFiles of(Path events, @Nullable Path tags) {
        return new StudyFiles(events, tags, null, null, List.of());
    }

    /** Reviews and tags, as the engine takes them. */
    record Tables(ReviewTable reviews, TagTable tags) {}

    /** @throws CsvException naming file, line and column of what cannot be read */
    Tables read(ThrottledProgress progress) throws IOException {
        try (CsvRows rows = CsvRows.open(events, progress)) {
            EventFormat known = format == null ? EventFormat.of(rows) : format;
            TagImport tagImport = new TagImport(rows);
            return switch (known) {
                case HISTORY, EXPORT -> {
                    ReviewTable reviews = ReviewLayout.read(rows, known == EventFormat.EXPORT, covariates, tagImport);
                    yield new Tables(reviews, tagImport.read(tags));
                }
                case LOG, DATASHOP, STUDENT_STEP, REVLOG ->
                    tables(AnswerLog.read(rows, known, model, covariates), tagImport);
            };
        }
    }

    private Tables tables(AnswerLog log, TagImport tagImport) throws IOException {
        tagImport.add(log);
        var table = ReviewTable.builder(covariates);
        log.addTo(table);
        return new Tables(table.build(), tagImport.read(tags));
    }

    /** Answers with their times, and the same as the engine takes them. */
    public record Log(AnswerLog answers, ReviewTable reviews, TagTable tags) {}

    /** Reads a file whose answers have times. @throws CsvException as {@link #read}, or if they have none */
    public Log readLog(ThrottledProgress progress) throws IOException {
        try (CsvRows rows = CsvRows.open(events, progress)) {
            AnswerLog log = AnswerLog.read(rows, format == null ? EventFormat.of(rows) : format, model, covariates);
            Tables tables = tables(log, new TagImport(rows));
            return new Log(log, tables.reviews(), tables.tags());
        }
    }
}
