package dev.engram.studies.rank;

import dev.engram.hardness.study.HardnessStudy;
import dev.engram.hardness.study.StudySettings;
import dev.engram.hardness.study.report.StudyOutcome;
import dev.engram.studies.ThrottledProgress;
import dev.engram.studies.csv.CsvException;
import java.io.IOException;
import java.util.function.Consumer;

/** A hardness study on files. */
public final class RankStudy {
    private RankStudy() {}

    /**
     * Reads the files and runs the study.
     *
     * @param progress gets a line now and then if the work takes more than two seconds
     * @throws CsvException naming file, line and column of what cannot be read
     */
    public static StudyOutcome run(StudyFiles files, StudySettings settings, Consumer<String> progress)
            throws IOException {
        ThrottledProgress throttled = new ThrottledProgress(progress);
        var tables = files.read(throttled);
        return HardnessStudy.run(tables.reviews(), tables.tags(), settings, (step, done, steps) -> {
            if (done < steps) {
                throttled.step("step " + (done + 1) + " of " + steps + ": " + step);
            }
        });
    }
}
