package dev.engram.studies.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.engram.hardness.study.AnalysisPlan;
import dev.engram.hardness.study.StudySettings;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.hardness.study.report.TagHardness;
import dev.engram.studies.csv.CsvException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankStudyTest {
    private static final Path FIXTURE =
            Path.of(System.getProperty("engram.root")).resolve("hardness/src/test/resources/fixture");
    private static final StudySettings QUICK =
            StudySettings.defaults().withGamma(0.8).withPlan(AnalysisPlan.NONE);
    private static final String HEADER =
            "learner,card,review_index,elapsed_days,planned_days,rating,lapse,prior_successes,prior_lapses\n";

    @TempDir
    private Path folder;

    @Test
    void shouldShowOneReportAsTextJsonAndPlot() throws IOException {
        // when
        var report = (HardnessReport) RankStudy.run(
                StudyFiles.of(FIXTURE.resolve("fixture_events.csv"), FIXTURE.resolve("fixture_card_tags.csv")),
                QUICK,
                _ -> {});

        // then
        List<String> ranked =
                PublishedTags.ranked(report).stream().map(TagHardness::tag).toList();
        assertThat(ranked).startsWith("tag7", "tag1").hasSize(7).doesNotContain("tag5");
        String text = String.join("\n", RankText.lines(report, true, true));
        String json = RankJson.of(report);
        String plot = ForestPlot.of(report);
        assertThat(List.of(text, json, plot))
                .allSatisfy(shown -> assertThat(shown).contains(RankText.CLAIM).contains(ranked));
        assertThat(json).contains("\"outcome\" : \"report\"").doesNotContain("NaN");
        assertThat(text).doesNotContain("--");
    }

    @Test
    void shouldReturnWhatIsLackingAsAValue() throws IOException {
        // given
        Path events = Files.writeString(folder.resolve("events.csv"), HEADER + "a,b,0,,,3,0,0,0\na,b,1,2,2,1,1,0,0\n");
        Path tags = Files.writeString(folder.resolve("tags.csv"), "card,tag\nb,t\n");

        // when
        var insufficient = (Insufficient) RankStudy.run(StudyFiles.of(events, tags), QUICK, _ -> {});

        // then
        String first = insufficient.reasons().getFirst().reason();
        assertThat(RankText.lines(insufficient)).contains("  " + first);
        assertThat(RankJson.of(insufficient)).contains("\"outcome\" : \"insufficient\"", "\"error\" : {", first);
    }

    @Test
    void shouldReportNoProgressOfQuickReadingButNameTheRowOfAFault() throws IOException {
        // given
        String rows = String.join(
                "\n",
                IntStream.range(1, 100)
                        .mapToObj(i -> "a,b," + i + ",2,2,3,0,0,0")
                        .toList());
        Path events = Files.writeString(folder.resolve("events.csv"), HEADER + rows + "\na,b,100,2,2,3,1,0,0\n");

        // then
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> RankStudy.run(StudyFiles.of(events, null), QUICK, line -> {
                    throw new AssertionError(line);
                }))
                .withMessageEndingWith("events.csv, line 101, column 7 (lapse): lapse is 1 if the rating is 1 and 0 if"
                        + " not; the rating is 3");
    }
}
