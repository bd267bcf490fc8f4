package dev.engram.studies.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerLogTest {
    @TempDir
    private Path folder;

    @Test
    void shouldDeriveTheHistoryOfAPlainLog() throws IOException {
        // given: rows in any order, a step after ten minutes, a row given twice
        AnswerLog log = read("""
                learner,card,time,rating,tags
                ann,c1,2026-01-04T08:00:00Z,1,verb past
                ann,c1,2026-01-01 08:00,3,verb
                ann,c1,2026-01-04 08:10:00,3,verb past
                bob,c1,1767254400,2,verb past
                ann,c1,2026-01-10T10:00:00.000+02:00,3,verb past
                ann,c1,2026-01-04T08:00:00Z,1,verb past
                ann,c1,2026-01-20T08:00Z,4,verb past
                """);

        // then
        assertThat(reviews(log))
                .extracting(
                        Review::learner,
                        Review::reviewIndex,
                        Review::elapsedDays,
                        Review::kind,
                        Review::priorSuccesses,
                        Review::priorLapses)
                .containsExactly(
                        tuple("ann", 0, Double.NaN, ReviewKind.LEARN, 0, 0),
                        tuple("ann", 1, 3.0, ReviewKind.REVIEW, 0, 0),
                        tuple("ann", 2, 10 / 1440.0, ReviewKind.RELEARN, 0, 1),
                        tuple("ann", 3, 6 - 10 / 1440.0, ReviewKind.REVIEW, 0, 1),
                        tuple("ann", 4, 10.0, ReviewKind.REVIEW, 1, 1),
                        tuple("bob", 0, Double.NaN, ReviewKind.LEARN, 0, 0));
        assertThat(log.notes()).containsExactly("1 rows given more than once: counted once");
        assertThat(log.answers().getLast().tags()).containsExactly("verb", "past");
    }

    @Test
    void shouldGiveTheHistoryThatAFileHolds() throws IOException {
        // given the fixture as a plain log, shuffled
        Path fixture = Path.of(System.getProperty("engram.root"))
                .resolve("hardness/src/test/resources/fixture/fixture_events.csv");
        List<String> lines = new ArrayList<>();
        Map<String, String[]> rows = new HashMap<>();
        for (String line : Files.readAllLines(fixture).subList(1, 2_001)) {
            String[] field = line.split(",");
            long millis = 1_700_000_000_000L + Math.round(Double.parseDouble(field[3]) * 86_400_000);
            lines.add(String.join(",", field[0], field[1], Long.toString(millis), field[6]));
            rows.put(field[0] + "/" + field[1] + "/" + field[2], field);
        }
        Collections.shuffle(lines, new Random(1));

        // when
        List<Review> reviews = reviews(read("learner,card,time,rating\n" + String.join("\n", lines) + "\n"));

        // then
        assertThat(reviews).hasSize(2_000).allSatisfy(review -> {
            String[] field = rows.get(review.learner() + "/" + review.card() + "/" + review.reviewIndex());
            assertThat(field).isNotNull();
            assertThat(review.priorSuccesses()).isEqualTo(Integer.parseInt(field[8]));
            assertThat(review.priorLapses()).isEqualTo(Integer.parseInt(field[9]));
            if (review.reviewIndex() > 0) {
                assertThat(review.elapsedDays()).isCloseTo(Double.parseDouble(field[4]), within(1e-5));
            }
        });
    }

    @Test
    void shouldReadATransactionExportOfDataShop() throws IOException {
        // given quotes that mean themselves, a later attempt, a hint, two KC columns of one model
        AnswerLog log = read(
                "Anon Student Id\tTime\tTime Zone\tProblem Name\tProblem View\tStep Name\tAttempt At Step\tOutcome\tKC (Tag)\tKC (Tag)\n"
                        + "s1\t2026-01-01 10:00:00\tUS/Eastern\tp\"1\t1\tstep\t1\tINCORRECT\tadd\tcarry over\n"
                        + "s1\t2026-01-01 10:00:20\tUS/Eastern\tp\"1\t1\tstep\t2\tCORRECT\tadd\tcarry over\n"
                        + "s1\t2026-01-03 10:00:00\tUS/Eastern\tp\"1\t2\tstep\t\tHINT\tadd\tcarry over\n"
                        + "s1\t2026-01-03 10:00:09\tUS/Eastern\tp\"1\t2\tstep\t\tCORRECT\tadd\tcarry over\n"
                        + "s1\t2026-01-05 10:00:00\tUS/Eastern\tp\"1\t3\tstep\t1\tCORRECT\tadd\t\n");

        // then
        assertThat(reviews(log)).extracting(Review::rating).containsExactly(1, 1, 3);
        assertThat(reviews(log)).extracting(Review::elapsedDays).containsExactly(Double.NaN, 2.0, 2.0);
        assertThat(log.answers().getFirst().card()).isEqualTo("p\"1 / step");
        assertThat(log.answers().getFirst().atMillis()).isEqualTo(1_767_279_600_000L);
        assertThat(log.answers()).extracting(Answer::tags).first().isEqualTo(List.of("add", "carry over"));
        assertThat(log.notes())
                .containsExactly(
                        "1 transactions without an outcome, or later attempts at a step, left out",
                        "1 later attempts at an opportunity left out");
    }

    @ParameterizedTest
    @CsvSource({
        "Problem View|Attempt At Step, -|1 -|2 -|1 -|1",
        "Problem View, - - - -",
        "Problem View|Problem Start Time, -|10:00 -|10:00 -|12:00 -|14:00"
    })
    void shouldTellRepeatsFromAttemptsWithoutAProblemView(String columns, String values) throws IOException {
        // given one attempt more soon after the first answer, then repeats on two other days
        List<String> times = List.of("01 10:00:00", "01 10:00:20", "03 10:00:00", "05 10:00:00");
        StringBuilder file = new StringBuilder("Anon Student Id\tTime\tProblem Name\tStep Name\tOutcome\t")
                .append(columns.replace('|', '\t'))
                .append('\n');
        String[] value = values.replace("-", "").split(" ", -1);
        for (int i = 0; i < times.size(); i++) {
            file.append("s1\t2026-01-%s\tp\ts\t%s\t%s%n"
                    .formatted(times.get(i), i == 0 ? "INCORRECT" : "CORRECT", value[i].replace('|', '\t')));
        }

        // then
        assertThat(reviews(read(file.toString()))).extracting(Review::rating).containsExactly(1, 3, 3);
    }

    @Test
    void shouldRefuseTransactionsOfWhichNothingTellsAttemptsApart() {
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> read("Anon Student Id\tTime\tProblem Name\tOutcome\n"
                        + "s1\t2026-01-01\tp\tINCORRECT\n"
                        + "s1\t2026-01-01\tp\tCORRECT\n"))
                .withMessageContaining(
                        "line 3: learner s1 and card p stand in line 2 on the same day, and nothing tells a later attempt");
    }

    @ParameterizedTest
    @CsvSource({"Problem Hierarchy", "Level (Unit)"})
    void shouldTellStepsOfTheSameNameInOtherUnitsApart(String place) throws IOException {
        String rows = "s1\t2026-01-01 10:00:00\tcorrect\tp\tst\tUnit 1\n"
                + "s1\t2026-01-03 10:00:00\tcorrect\tp\tst\tUnit 2\n";

        assertThat(List.of(
                        read("Anon Student Id\tTime\tOutcome\tProblem Name\tStep Name\t" + place + "\n" + rows),
                        read("Anon Student Id\tFirst Transaction Time\tFirst Attempt\tProblem Name\tStep Name\t" + place
                                + "\n" + rows)))
                .allSatisfy(log -> assertThat(log.answers())
                        .extracting(Answer::card)
                        .containsExactly("Unit 1 / p / st", "Unit 2 / p / st"));
    }

    @Test
    void shouldKeepAnswersOfOneMinuteAsStepsInTheOrderOfTheFile() throws IOException {
        AnswerLog log = read("""
                learner,card,time,rating
                ann,c,2026-01-01 09:30,1
                ann,c,2026-01-01 09:30,3
                ann,c,2026-01-01T09:30Z,3
                bob,c,2026-01-01,3
                bob,c,2026-01-01,3
                """);

        assertThat(reviews(log))
                .extracting(Review::learner, Review::rating, Review::kind)
                .containsExactly(
                        tuple("ann", 1, ReviewKind.LEARN),
                        tuple("ann", 3, ReviewKind.RELEARN),
                        tuple("ann", 3, ReviewKind.RELEARN),
                        tuple("bob", 3, ReviewKind.LEARN));
        assertThat(log.notes())
                .containsExactly(
                        "1 rows given more than once: counted once",
                        "2 answers at the time of the one before: in the order of the file");
    }

    @Test
    void shouldTakeOnlyEqualRowsOfASecondAsCopies() throws IOException {
        AnswerLog log = read("""
                learner,card,time,rating
                ann,c,1700000000,1
                ann,c,1700000000,3
                ann,c,1700000000,1
                """);

        assertThat(log.answers()).extracting(Answer::rating).containsExactly(1, 3);
        assertThat(log.notes())
                .containsExactly(
                        "1 rows given more than once: counted once",
                        "1 answers at the time of the one before: in the order of the file");
    }

    @Test
    void shouldTakeWhatAnExportOfEngramSaysInItsCustomFields() throws IOException {
        AnswerLog log = read(
                "Anon Student Id\tTime\tProblem Name\tProblem View\tStep Name\tOutcome\tKC (Tag)\tCF (rating)\tCF (kind)\tCF (planned_days)\tCF (reviewed_at_ms)\n"
                        + "s1\t2026-01-01 10:00:00.123\tcard-1\t1\trecall\tCORRECT\tverb\t2\tlearn\t\t1767261600123\n"
                        + "s1\t2026-01-05 10:00:00.123\tcard-1\t2\trecall\tCORRECT\tverb\t4\treview\t3.5\t1767607200123\n");

        assertThat(reviews(log)).extracting(Review::rating).containsExactly(2, 4);
        assertThat(reviews(log).getLast().plannedDays()).isEqualTo(3.5);
        assertThat(reviews(log).getLast().elapsedDays()).isEqualTo(4);
        assertThat(reviews(log).getLast().card()).isEqualTo("card-1");
    }

    @Test
    void shouldReadAStudentStepRollUpWithTheModelAskedFor() throws IOException {
        String file =
                "Anon Student Id\tProblem Name\tStep Name\tFirst Transaction Time\tFirst Attempt\tKC (A)\tOpportunity (A)\tKC (Default)\tOpportunity (Default)\n"
                        + "s1\tp1\ts\t2026-01-01 10:00:00.0\tincorrect\tx\t1\ty~~z\t1~~4\n"
                        + "s1\tp2\ts\t1/2/2026 9:30\tcorrect\tx\t2\t\t\n"
                        + "s1\tp3\ts\t2026-01-03\t\tx\t3\ty\t2\n";

        AnswerLog log = read(file);
        assertThat(log.answers()).extracting(Answer::tags).containsExactly(List.of("y", "z"), List.of());
        assertThat(log.answers()).extracting(Answer::opportunities).containsExactly(List.of(1, 4), List.of());
        assertThat(log.notes()).containsExactly("1 steps without a first attempt left out");
        assertThat(read(file, "a").answers()).extracting(Answer::opportunities).containsExactly(List.of(1), List.of(2));
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(() -> read(file, "Q"))
                .withMessageContaining("has no column KC (Q); its models are: a, default");
    }

    @Test
    void shouldReadARevlogOfAnki() throws IOException {
        // given a manual change, an interval in seconds, a card whose first answers are missing
        AnswerLog log = read("""
                id,cid,usn,ease,ivl,lastIvl,factor,time,type
                1767261600000,7,1,3,-600,-60,0,4000,0
                1767262200000,7,1,3,1,-600,2500,3000,0
                1767348600000,7,1,0,100,1,2500,0,4
                1767434999000,7,1,1,-600,1,2300,9000,1
                1767435599000,7,1,3,1,-600,2300,9000,2
                1767261600000,8,1,3,40,20,2500,2000,1
                """);

        // then
        assertThat(reviews(log))
                .extracting(Review::card, Review::kind, Review::plannedDays, Review::historyTruncated)
                .containsExactly(
                        tuple("7", ReviewKind.LEARN, Double.NaN, false),
                        tuple("7", ReviewKind.LEARN, Double.NaN, false),
                        tuple("7", ReviewKind.REVIEW, 1.0, false),
                        tuple("7", ReviewKind.RELEARN, Double.NaN, false),
                        tuple("8", ReviewKind.REVIEW, 20.0, true));
        assertThat(log.notes()).containsExactly("1 manual changes left out");
    }

    @Test
    void shouldTellReviewsInFilteredDecksFromPracticeAndBeginAgainAfterAReset() throws IOException {
        AnswerLog log = read("""
                id,cid,ease,lastIvl,factor,type
                1767261600000,7,3,0,0,0
                1767348600000,7,3,5,2500,3
                1767434999000,7,3,5,0,3
                1767500000000,7,0,5,0,4
                1767600000000,7,3,0,0,0
                1767700000000,7,1,1,2500,1
                """);

        assertThat(reviews(log))
                .extracting(
                        Review::reviewIndex, Review::kind, Review::priorSuccesses, review -> review.elapsedDays() > 0)
                .containsExactly(
                        tuple(0, ReviewKind.LEARN, 0, false),
                        tuple(1, ReviewKind.REVIEW, 0, true),
                        tuple(2, ReviewKind.CRAM, 1, true),
                        tuple(0, ReviewKind.LEARN, 0, false),
                        tuple(1, ReviewKind.REVIEW, 0, true));
        var table = ReviewTable.builder(List.of());
        log.addTo(table);
        assertThat(table.build().size()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b,soon,3 | line 2, column 3 (time): 'soon' is not a time such as 2026-03-01T09:30:00Z",
                "a,b,2026-02-30,3 | line 2, column 3 (time): '2026-02-30' is not a time",
                "a,b,20260301,3 | line 2, column 3 (time): '20260301' is not a time such as",
                "a,b,19783,3 | seconds (9 or 10 digits) or milliseconds (12 or 13 digits) since 1970",
                "a,b,20260301093000,3 | line 2, column 3 (time): '20260301093000' is not a time such as",
                "a,b,2026-02-03,5 | line 2, column 4 (rating): '5' is not a whole number from 1 to 4"
            })
    void shouldSayWhatIsWrongWithALog(String rows, String message) {
        assertThatExceptionOfType(CsvException.class)
                .isThrownBy(
                        () -> read("learner,card,time,rating\n" + rows.strip().replace(';', '\n') + "\n"))
                .withMessageContaining(message.strip());
    }

    private AnswerLog read(String text) throws IOException {
        return read(text, null);
    }

    private AnswerLog read(String text, @Nullable String model) throws IOException {
        Path file = Files.writeString(folder.resolve("log.csv"), text);
        try (CsvRows rows = CsvRows.open(file)) {
            return AnswerLog.read(rows, EventFormat.of(rows), model, List.of());
        }
    }

    private static List<Review> reviews(AnswerLog log) {
        List<Review> reviews = new ArrayList<>();
        log.histories().forEach(derived -> reviews.add(derived.review()));
        return reviews;
    }
}
