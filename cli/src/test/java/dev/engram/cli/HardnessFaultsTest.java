package dev.engram.cli;

import static dev.engram.cli.Commands.fixture;
import static dev.engram.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people give by mistake, and the answer they get. */
class HardnessFaultsTest {
    private static final int TIME = 3;
    private static final int ELAPSED = 4;
    private static final int PLANNED = 5;
    private static final int SUCCESSES = 8;
    private static final int LAPSES = 9;

    @TempDir
    private Path folder;

    @Test
    void shouldUseTheTagsOfAPlainLogWithHistory() throws IOException {
        // given the tags of each card in a column, and no ids of events
        List<String> cardTags = Files.readAllLines(fixture().resolve("fixture_card_tags.csv"));
        Path events = events((header, field) -> header
                ? "tags"
                : String.join(
                        " ",
                        cardTags.stream()
                                .map(line -> line.split(","))
                                .filter(line -> line[0].equals(field[1]))
                                .map(line -> line[1])
                                .toList()));

        // when
        var ran = run("hardness", "rank", "--quick", "--json", "--gamma", "0.8", "--events", events);

        // then
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.json())
                .isEqualTo(
                        rank(fixture().resolve("fixture_events.csv"), "--json").json());
    }

    @Test
    void shouldRankALogWithTimesAsTheHistoryInTheFile() throws IOException {
        // given
        List<String> log = new ArrayList<>(List.of("learner,card,time,rating,planned_days"));
        List<String> lines = Files.readAllLines(fixture().resolve("fixture_events.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] field = line.split(",");
            long millis = 1_700_000_000_000L + Math.round(Double.parseDouble(field[TIME]) * 86_400_000);
            log.add(String.join(",", field[0], field[1], Long.toString(millis), field[6], field[PLANNED]));
        }
        Path events = Files.write(folder.resolve("log.csv"), log);

        // when
        var ran = rank(events);

        // then the times of the file are rounded, so only the ranks agree to the letter
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines().limit(11).map(line -> line.split("\\[")[0]).toList())
                .isEqualTo(rank(fixture().resolve("fixture_events.csv"))
                        .out()
                        .lines()
                        .limit(11)
                        .map(line -> line.split("\\[")[0])
                        .toList());
    }

    @Test
    void shouldRefuseImpossiblePriorCounts() throws IOException {
        Path events = changed(1, fields -> {
            fields[SUCCESSES] = "50";
            fields[LAPSES] = "50";
        });

        var ran = rank(events);

        assertThat(ran.code()).isOne();
        assertThat(ran.err())
                .contains(
                        "line 2, column 9 (prior_successes): prior_successes + prior_lapses must be at most review_index")
                .contains("were 100 at index 0");
    }

    @Test
    void shouldWarnOfIntervalsInHours() throws IOException {
        Path events = changed(Integer.MAX_VALUE, fields -> {
            fields[ELAPSED] = Double.toString(24 * Double.parseDouble(fields[ELAPSED]));
            fields[PLANNED] = Double.toString(24 * Double.parseDouble(fields[PLANNED]));
        });

        assertThat(rank(events).out()).contains("are these hours?");
        assertThat(rank(fixture().resolve("fixture_events.csv")).out()).doesNotContain("hours");
    }

    @Test
    void shouldNotAskForTheUnitOfDaysThatItDerivedFromTimes() throws IOException {
        // given answers of the fixture at times 24 times as far apart
        var lines = new ArrayList<>(List.of("learner,card,time,rating"));
        Files.readAllLines(fixture().resolve("fixture_events.csv")).stream()
                .skip(1)
                .forEach(line -> {
                    String[] fields = line.split(",");
                    long time = 1_500_000_000_000L + (long) (24 * 86_400_000L * Double.parseDouble(fields[3]));
                    lines.add(fields[0] + "," + fields[1] + "," + time + "," + fields[6]);
                });
        Path log = Files.write(folder.resolve("log.csv"), lines);

        assertThat(rank(log).out()).contains("Hardest to retain").doesNotContain("hours");
    }

    @Test
    void shouldNameAnchorsThatAreNoTags() {
        var ran = rank(fixture().resolve("fixture_events.csv"), "--anchors", "tag1,nosuch,never");

        assertThat(ran.code()).isOne();
        assertThat(ran.err()).contains("--anchors: must be tags of the study; there is no tag nosuch, never");
    }

    @Test
    void shouldNameTheLineOfAByteThatIsNoTextAndHowToConvert() throws IOException {
        Path events = folder.resolve("latin.csv");
        Files.write(
                events,
                ("learner,card,time,rating\n" + "a,b,1700000000,3\n".repeat(5_000) + "Ren\u00e9,b,1700000000,3\n")
                        .getBytes(StandardCharsets.ISO_8859_1));

        var ran = rank(events);

        assertThat(ran.code()).isOne();
        assertThat(ran.err())
                .contains("latin.csv, line 5002: the byte 0xE9 is not UTF-8 text")
                .contains("iconv -f WINDOWS-1252 -t UTF-8 " + events);
    }

    @Test
    void shouldTakeTheFormatAskedFor() throws IOException {
        Path events = Files.writeString(folder.resolve("log.csv"), "learner,card,time,rating\na,b,1700000000,3\n");

        assertThat(run("hardness", "rank", "--events", events, "--format", "history")
                        .err())
                .contains("has no column review_index, elapsed_days, prior_successes, prior_lapses");
        var unknown = run("hardness", "rank", "--events", events, "--format", "excel");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("history, export, log, datashop, student-step, revlog");
    }

    @Test
    void shouldWarnOfAColumnThatIsFixedAndRandom() throws IOException {
        assertThat(fit("0", "1", "--fixed", "id", "--random", "id").err())
                .contains("warning: column id is both fixed and random");
    }

    @ParameterizedTest
    @CsvSource({"TRUE,FALSE", "yes,no", "True,False"})
    void shouldTakeWordsForOneAndZeroAndSayHow(String one, String zero) throws IOException {
        var words = fit(zero, one, "--random", "id", "--json");
        var numbers = fit("0", "1", "--random", "id", "--json");

        assertThat(words.code()).as(words.err()).isZero();
        assertThat(words.json().path("fixed")).isEqualTo(numbers.json().path("fixed"));
        assertThat(words.err()).contains("column y: ").contains(zero).contains("read as ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x+g", "x|id", "(1|id)"})
    void shouldAnswerAFormulaWithTheOptions(String formula) throws IOException {
        var ran = fit("0", "1", "--fixed", formula, "--random", "id");

        assertThat(ran.code()).isOne();
        assertThat(ran.err()).contains("'" + formula + "': formulas are not read: use --fixed");
    }

    @Test
    void shouldLeaveOutRowsWithMissingValuesAndCountThem() throws IOException {
        var refused = fit("0", "1", "--fixed", "dose", "--random", "id");
        var omitted = fit("0", "1", "--fixed", "dose", "--random", "id", "--na", "omit");

        assertThat(refused.code()).isOne();
        assertThat(refused.err())
                .contains("(dose): 'NA' is a missing or infinite value; leave such rows out (--na omit)");
        assertThat(omitted.code()).as(omitted.err()).isZero();
        assertThat(omitted.err()).contains("warning: 12 rows left out since column dose is NA");
        assertThat(omitted.out()).contains("108 rows");
    }

    /** 120 rows of 12 ids, a dose that is NA in every tenth. */
    private Commands.Ran fit(String zero, String one, Object... options) throws IOException {
        StringBuilder data = new StringBuilder("y,id,dose,x,g\n");
        for (int row = 0; row < 120; row++) {
            boolean right = (row * 7 + row / 12 * 5) % 11 < 4 + row % 12 / 4;
            data.append(right ? one : zero)
                    .append(',')
                    .append((char) ('a' + row % 12))
                    .append(',');
            data.append(row % 10 == 3 ? "NA" : Integer.toString(row % 5)).append(",1,2\n");
        }
        List<Object> words = new ArrayList<>(List.of(
                "hardness", "fit", "--response", "y", "--data", Files.writeString(folder.resolve("fit.csv"), data)));
        words.addAll(List.of(options));
        return run(words.toArray());
    }

    private static Commands.Ran rank(Path events, Object... options) {
        List<Object> words = new ArrayList<>(List.of(
                "hardness",
                "rank",
                "--quick",
                "--gamma",
                "0.8",
                "--events",
                events,
                "--tags",
                fixture().resolve("fixture_card_tags.csv")));
        words.addAll(List.of(options));
        return run(words.toArray());
    }

    @FunctionalInterface
    private interface Added {
        String of(boolean header, String[] field);
    }

    private Path events(Added column) throws IOException {
        return rewritten((line, number) -> line + "," + column.of(number == 0, line.split(",")));
    }

    private Path changed(int rows, Consumer<String[]> change) throws IOException {
        return rewritten((line, number) -> {
            String[] field = line.split(",");
            if (number > 0 && number <= rows) {
                change.accept(field);
            }
            return String.join(",", field);
        });
    }

    @FunctionalInterface
    private interface Rewriting {
        String of(String line, int number);
    }

    private Path rewritten(Rewriting rewriting) throws IOException {
        List<String> lines = Files.readAllLines(fixture().resolve("fixture_events.csv"));
        List<String> written = new ArrayList<>();
        for (int number = 0; number < lines.size(); number++) {
            written.add(rewriting.of(lines.get(number), number));
        }
        return Files.write(folder.resolve("events.csv"), written);
    }
}
