package dev.engram.studies.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.hardness.study.AnalysisPlan;
import dev.engram.hardness.study.StudySettings;
import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.rank.RankJson;
import dev.engram.studies.rank.RankStudy;
import dev.engram.studies.rank.StudyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyComparisonTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindNoChangeBetweenAStudyAndItself() throws IOException {
        // given
        Path fixture = Path.of(System.getProperty("engram.root")).resolve("hardness/src/test/resources/fixture");
        var report = (HardnessReport) RankStudy.run(
                StudyFiles.of(fixture.resolve("fixture_events.csv"), fixture.resolve("fixture_card_tags.csv")),
                StudySettings.defaults().withGamma(0.8).withPlan(AnalysisPlan.NONE),
                _ -> {});
        Path file = Files.writeString(folder.resolve("report.json"), RankJson.of(report));

        // when
        var comparison = StudyComparison.of(file, file);

        // then
        assertThat(comparison.versionBefore()).isEmpty();
        assertThat(Objects.requireNonNull(comparison.link()).shift()).isZero();
        assertThat(comparison.link().kept()).isEqualTo(60);
        assertThat(comparison.changes()).hasSize(7).allSatisfy(change -> {
            assertThat(change.halfLife()).isEqualTo(1);
            assertThat(change.harder()).isEqualTo(0.5);
        });
        assertThat(String.join("\n", ComparisonText.lines(comparison)))
                .contains("The versions are equal", "Linked by 60 common cards");
    }

    @Test
    void shouldLinkByCommonCardsAndDivideByEachGamma() throws IOException {
        // given: the later study has twice the gamma and the reference 0.3 lower; tag b became harder by 0.5 in ln
        // half-life
        Path before = report("before.json", 0.5, Map.of("a", 0.1, "b", 0.2, "gone", 0.3), 0, 12);
        Path after = report("after.json", 1.0, Map.of("a", 0.1 + 0.3, "b", 0.2 + 0.3 + 0.5, "new", 0.0), 0.3, 12);

        // when
        var comparison = StudyComparison.of(before, after);

        // then
        assertThat(comparison.versionBefore()).containsExactly(Map.entry("gamma", "0.5"));
        assertThat(comparison.versionAfter()).containsExactly(Map.entry("gamma", "1.0"));
        assertThat(Objects.requireNonNull(comparison.link()).shift()).isCloseTo(0.3, within(1e-9));
        assertThat(comparison.changes()).extracting(StudyComparison.Change::tag).containsExactly("b", "a");
        assertThat(comparison.changes().getFirst().halfLife()).isCloseTo(Math.exp(-0.5), within(1e-9));
        assertThat(comparison.changes().getFirst().harder()).isGreaterThan(0.99);
        assertThat(comparison.changes().getLast().halfLife()).isCloseTo(1, within(1e-9));
        assertThat(comparison.onlyBefore()).containsExactly("gone");
        assertThat(comparison.onlyAfter()).containsExactly("new");
    }

    @Test
    void shouldNotCompareThroughFewCards() throws IOException {
        Path few = report("few.json", 1, Map.of("a", 0.1), 0, 3);

        var comparison = StudyComparison.of(few, few);

        assertThat(comparison.link()).isNull();
        assertThat(comparison.changes()).isEmpty();
        assertThat(ComparisonText.lines(comparison)).last().asString().contains("Only 3 cards are in both versions");
    }

    @Test
    void shouldSayThatAFileIsNoReport() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{\"outcome\": \"insufficient\"}");
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> StudyComparison.of(file, file))
                .withMessageContaining("a.json is no report of hardness rank --json");
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> StudyComparison.of(folder.resolve("none.json"), file))
                .withMessageContaining("cannot read ");
    }

    /** A report with these effects in ln half-life, cards shifted. */
    private Path report(String name, double gamma, Map<String, Double> tags, double shift, int cards)
            throws IOException {
        List<Map<String, Object>> tagRows = tags.entrySet().stream()
                .map(tag -> Map.<String, Object>of(
                        "tag",
                        tag.getKey(),
                        "eligibility",
                        Map.of("kind", "ranked"),
                        "medianRank",
                        1,
                        "effect",
                        gamma * tag.getValue(),
                        "sd",
                        gamma * 0.1))
                .toList();
        List<Map<String, Object>> cardRows = IntStream.range(0, cards)
                .mapToObj(i -> Map.<String, Object>of(
                        "card", "c" + i, "total", gamma * (i / 10.0 + shift), "totalSd", gamma * 0.1))
                .toList();
        return Files.writeString(
                folder.resolve(name),
                new ObjectMapper()
                        .writeValueAsString(Map.of(
                                "outcome",
                                "report",
                                "version",
                                Map.of("gamma", gamma, "modelCode", "m"),
                                "gamma",
                                Map.of("value", gamma),
                                "tags",
                                tagRows,
                                "cards",
                                cardRows)));
    }
}
