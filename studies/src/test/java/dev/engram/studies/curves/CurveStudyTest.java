package dev.engram.studies.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.afm.ConceptCurve.Point;
import dev.engram.hardness.afm.ConceptCurve.Thresholds;
import dev.engram.studies.StudyJson;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.curves.CurveReport.Concept;
import dev.engram.studies.rank.StudyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveStudyTest {
    private static final long SEED = 7;
    private static final int STUDENTS = 200;
    private static final int CONCEPTS = 10;
    private static final int OPPORTUNITIES = 12;

    @TempDir
    private Path folder;

    @Test
    void shouldRecoverTheParametersOfASimulatedStudentStepRollUp() throws IOException {
        // given 200 students of unit spread; every fourth step has two concepts
        Random random = new Random(SEED);
        double[] intercept = new double[CONCEPTS];
        double[] slope = new double[CONCEPTS];
        for (int k = 0; k < CONCEPTS; k++) {
            intercept[k] = random.nextGaussian();
            slope[k] = k == 0 ? 0 : 0.05 + 0.25 * random.nextDouble();
        }
        StringBuilder file = new StringBuilder(
                "Anon Student Id\tProblem Name\tStep Name\tFirst Transaction Time\tFirst Attempt\tKC (Default)\tOpportunity (Default)\n");
        for (int i = 0; i < STUDENTS; i++) {
            double theta = random.nextGaussian();
            for (int t = 0; t < OPPORTUNITIES; t++) {
                for (int k = 0; k < CONCEPTS; k++) {
                    boolean two = (t + k) % 4 == 0;
                    int other = (k + 1) % CONCEPTS;
                    double eta = theta + intercept[k] + slope[k] * t + (two ? intercept[other] + slope[other] * t : 0);
                    boolean right = random.nextDouble() < 1 / (1 + Math.exp(-eta));
                    file.append(String.format(
                            Locale.ROOT,
                            "s%03d\tp%d-%d\tstep\t2026-01-%02d 10:%02d:00\t%s\t%s\t%s%n",
                            i,
                            k,
                            t,
                            t + 1,
                            k,
                            right ? "correct" : t % 3 == 0 ? "hint" : "incorrect",
                            two ? "kc" + k + "~~kc" + other : "kc" + k,
                            two ? (t + 1) + "~~" + (t + 1) : "" + (t + 1)));
                }
            }
        }

        // when
        var report = study(file.toString());

        // then 95 % intervals that cover, and small errors
        assertThat(report.converged()).isTrue();
        assertThat(report.opportunity()).isEqualTo("as the file counts it");
        assertThat(report.concepts()).hasSize(CONCEPTS);
        int covered = 0;
        for (Concept concept : report.concepts()) {
            int k = Integer.parseInt(concept.name().substring(2));
            double estimate = Objects.requireNonNull(concept.intercept());
            double rate = Objects.requireNonNull(concept.slope());
            assertThat(estimate).as("seed %d, %s", SEED, concept).isCloseTo(intercept[k], within(0.35));
            assertThat(rate).as("seed %d, %s", SEED, concept).isCloseTo(slope[k], within(0.06));
            covered +=
                    Math.abs(rate - slope[k]) <= 1.96 * (concept.slopeSe() == null ? 0.02 : concept.slopeSe()) ? 1 : 0;
        }
        assertThat(covered).as("seed %d", SEED).isGreaterThanOrEqualTo(8);
    }

    @Test
    void shouldCountOneOpportunityADayOfALogAndNameWhatIsLeftOut() throws IOException {
        // given two answers to one card on a day, practice, a card without a tag
        var report = study("""
                learner,card,time,rating,kind,tags
                ann,c1,2026-01-01T08:00:00Z,1,learn,verb
                ann,c1,2026-01-01T08:10:00Z,3,learn,verb
                ann,c2,2026-01-01T09:00:00Z,3,learn,verb past
                ann,c1,2026-01-03T08:00:00Z,3,review,verb
                ann,c1,2026-01-05T08:00:00Z,1,cram,verb
                bob,c3,2026-01-03T08:00:00Z,3,learn,
                bob,c2,2026-01-03T08:00:00Z,1,learn,verb past
                """);

        // then
        assertThat(report.concepts())
                .filteredOn(concept -> concept.name().equals("verb"))
                .singleElement()
                .satisfies(verb -> assertThat(verb.points())
                        .containsExactly(new Point(1, 2, 2, 2), new Point(2, 1, 1, 0), new Point(3, 1, 1, 0)));
        assertThat(report.notes())
                .containsExactly(
                        "2 answers without a concept, or practice, left out",
                        "1 further answers to a card on the same day left out");
        assertThat(report.retention()).isNotEmpty();
        String text = String.join("\n", CurveText.lines(report, true));
        assertThat(text).contains("too little data", "no ranks of retention hardness", "opportunity  answers");
        assertThat(StudyJson.document(report))
                .contains("\"shape\" : \"too_little_data\"")
                .doesNotContain("NaN");
    }

    @Test
    void shouldShowRanksOfRetentionBesideTheModel() throws IOException {
        // given the fixture as a log
        Path fixture = Path.of(System.getProperty("engram.root")).resolve("hardness/src/test/resources/fixture");
        StringBuilder log = new StringBuilder("learner,card,time,rating,planned_days\n");
        for (String line : Files.readAllLines(fixture.resolve("fixture_events.csv"))) {
            String[] field = line.split(",");
            if (!field[0].equals("learner")) {
                long millis = 1_700_000_000_000L + Math.round(Double.parseDouble(field[3]) * 86_400_000);
                log.append(String.join(",", field[0], field[1], Long.toString(millis), field[6], field[5]))
                        .append('\n');
            }
        }
        Path events = Files.writeString(folder.resolve("log.csv"), log);

        // when
        var report = CurveStudy.run(
                StudyFiles.of(events, fixture.resolve("fixture_card_tags.csv")), Thresholds.DEFAULT, 1, _ -> {});

        // then
        assertThat(report.retention()).isEmpty();
        assertThat(report.concepts())
                .filteredOn(concept -> concept.name().equals("tag7"))
                .singleElement()
                .satisfies(hardest -> assertThat(hardest.rank()).isEqualTo(1));
        assertThat(String.join("\n", CurveText.lines(report, false))).contains("retention", "1 [1-2]");
    }

    @Test
    void shouldSayThatAFileWithoutTimesHasNoCurve() {
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> study(
                        "learner,card,review_index,elapsed_days,rating,prior_successes,prior_lapses\na,b,0,,3,0,0\n"))
                .withMessageContaining("has no times: a log with learner, card, time, rating is needed");
    }

    private CurveReport study(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("answers.txt"), text);
        return CurveStudy.run(StudyFiles.of(file, null), Thresholds.DEFAULT, 1, _ -> {});
    }
}
