package dev.engram.cli;

import static dev.engram.cli.Commands.fixture;
import static dev.engram.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardnessRankCommandTest {
    private static final String HEADER =
            "learner,card,review_index,elapsed_days,planned_days,rating,prior_successes,prior_lapses\n";

    @TempDir
    private Path folder;

    @Test
    void shouldReproduceTheRanksOfTheFixture() throws IOException {
        // given
        JsonNode ranks = json("fixture_ranks.json");
        JsonNode fit = json("fixture_glmm.json").path("offset_gamma_0.8_nAGQ0");

        // when
        var ran = rankFixture("--gamma", "0.8", "--strata", "5,3", "--draws", "200000", "--json");

        // then
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode report = ran.json();
        assertThat(report.path("outcome").asText()).isEqualTo("report");
        assertThat(report.at("/fit/logLik").asDouble())
                .isCloseTo(fit.path("logLik").asDouble(), within(1e-3));
        assertThat(report.at("/gamma/source").asText()).isEqualTo("given");
        assertThat(report.path("tags")).hasSize(8).allSatisfy(tag -> {
            String name = tag.path("tag").asText();
            assertThat(tag.path("effect").asDouble())
                    .isCloseTo(fit.path("tag_hardness_centred").path(name).asDouble(), within(1e-3));
            assertThat(tag.path("sd").asDouble())
                    .isCloseTo(fit.path("tag_centred_sd").path(name).asDouble(), within(1e-3));
            assertThat(tag.path("expectedRank").asDouble())
                    .isCloseTo(ranks.path("expected_rank").path(name).asDouble(), within(1e-3));
            assertThat(tag.at("/drawn/low").asInt())
                    .isEqualTo(ranks.path("rank_lo95_mc").path(name).asInt());
            assertThat(tag.at("/drawn/high").asInt())
                    .isEqualTo(ranks.path("rank_hi95_mc").path(name).asInt());
            assertThat(tag.at("/topK/3").asDouble())
                    .isCloseTo(ranks.path("prob_top3").path(name).asDouble(), within(0.005));
            assertThat(tag.at("/eligibility/kind").asText()).isEqualTo(name.equals("tag5") ? "insufficient" : "ranked");
        });
        assertThat(report.at("/pairs/harder")).hasSize(8);
        assertThat(report.at("/pairs/harder/0/7").asDouble()).isGreaterThan(0.99);
        assertThat(report.at("/tags/0/baseline/label").asText()).isEqualTo("descriptive, scheduler-dependent");
        assertThat(ran.out()).doesNotContain("NaN");
    }

    @Test
    void shouldCompareTwoVersions() throws IOException {
        // given
        Path before = Files.writeString(
                folder.resolve("before.json"),
                rankFixture("--gamma", "0.8", "--quick", "--json").out());
        Path after = Files.writeString(
                folder.resolve("after.json"),
                rankFixture("--gamma", "0.9", "--quick", "--json").out());

        // when
        var text = run("hardness", "compare", before, after);
        var json = run("hardness", "compare", before, after, "--json");
        var none = run("hardness", "compare", before, fixture().resolve("fixture_ranks.json"));

        // then
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains("gamma: 0.8 -> 0.9", " common cards: shift ", "P(harder than before)");
        assertThat(json.json().path("changes")).hasSize(7);
        assertThat(none.code()).isOne();
        assertThat(none.err()).contains("fixture_ranks.json is no report of hardness rank --json");
    }

    @Test
    void shouldPrintTheTableAResearcherReads() {
        // when
        var ran = rankFixture("--gamma", "0.8", "--strata", "5,3", "--quick");

        // then
        assertThat(ran.out().lines().limit(18)).containsExactly("""
                Hardest to retain, given these cards and these self-chosen learners
                60 learners, 60 cards, 8 tags, 8,325 reviews; gamma 0.800, given

                tag      rank  1                                 8  top 1  top 3  cards  learners  reviews   lapses*
                tag7  1 [1-2]  ●────┤                                0.96   >.99      9        60    1,692  0.314 #1
                tag1  2 [1-5]  ├────●─────────────┤                  0.04   0.90     14        60    2,151  0.245 #2
                tag6  3 [2-5]       ├────●────────┤                  <.01   0.75     21        60    2,940  0.198 #3
                tag0  4 [2-6]       ├─────────●────────┤             <.01   0.29     14        60    1,892  0.178 #5
                tag2  5 [3-7]            ├────────●─────────┤        <.01   0.05     17        60    2,041  0.147 #7
                tag3  6 [4-8]                 ├────────●─────────┤   <.01   0.02     16        60    2,177  0.165 #6
                tag4  7 [5-8]                     ├─────────●────┤   <.01   <.01     29        60    3,969  0.186 #4

                rank: median [95 % interval] of the draws, 1 = hardest of 8 tags in the fit; ├──●──┤ the same
                * lapse rate, with its place: descriptive, scheduler-dependent; it does not measure hardness

                Not ranked: 1 tag (still part of the fit)

                tag   cards  learners  reviews  why""".split("\n"));
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(ran.out())
                .containsPattern("tag5 +3 +53 +339  insufficient data: 3 cards")
                .contains("Not distinguishable: 13 of 21 pairs")
                .contains("gamma        0.800, given")
                .contains("method joint, log-likelihood -3357.199, converged")
                .contains("strata 5,3")
                .contains("--acquisition");
    }

    @Test
    void shouldEstimateGammaFromLatenessAndSayWhereItIsFrom() {
        // when
        var report = rankFixture("--strata", "5,3", "--quick", "--json").json();

        // then
        assertThat(report.at("/gamma/source").asText()).isEqualTo("estimated");
        assertThat(report.at("/gamma/value").asDouble()).isCloseTo(0.8447, within(1e-3));
        assertThat(report.at("/gamma/planned/estimate").asDouble()).isCloseTo(0.7254, within(1e-3));
    }

    @Test
    void shouldMarkAnAssumedGammaEverywhere() throws IOException {
        // given
        Path events = mapped(row -> row.equals("planned_days") ? row : "", 5);
        Path plot = folder.resolve("plot.svg");

        // when
        var ran = run("hardness", "rank", "--events", events, "--tags", tags(), "--quick", "--plot", plot);

        // then
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("GAMMA IS ASSUMED")
                .containsPattern("gamma +0\\.\\d{3}, ASSUMED")
                .contains("depend on the ASSUMED gamma");
        assertThat(Files.readString(plot)).contains("ASSUMED");
    }

    @Test
    void shouldTakeNaAsAnUnknownPlan() throws IOException {
        // when
        Path events = mapped(row -> row.equals("planned_days") ? row : "NA", 5);
        var ran = run("hardness", "rank", "--events", events, "--tags", tags(), "--quick");

        // then
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("GAMMA IS ASSUMED: no planned intervals");
    }

    @Test
    void shouldReadAResearchExportWithTagsByAnswer() throws IOException {
        // given
        Path[] export = export();
        var plain = rankFixture("--gamma", "0.8", "--quick", "--json").json();

        // when
        var joined = run(
                "hardness", "rank", "--events", export[0], "--tags", export[1], "--gamma", "0.8", "--quick", "--json");
        var inside = run("hardness", "rank", "--events", export[0], "--gamma", "0.8", "--quick", "--json");

        // then
        for (var ran : List.of(joined, inside)) {
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.json().at("/fit/logLik").asDouble())
                    .isCloseTo(plain.at("/fit/logLik").asDouble(), within(1e-6));
            assertThat(ran.json().at("/rows/kept").asInt()).isEqualTo(8325);
            assertThat(names(ran.json())).isEqualTo(names(plain));
        }
        assertThat(joined.json().at("/rows/dropped/duplicate").asInt()).isEqualTo(1);
        assertThat(joined.json().at("/rows/dropped/cram").asInt()).isEqualTo(1);
    }

    @Test
    void shouldDrawAPlotThatParsesAndEscapesNames() throws Exception {
        // given
        Path tags = Files.writeString(
                folder.resolve("tags.csv"),
                Files.readString(tags())
                        .replace("tag7", "\"a <b> & \"\"c\"\"\"")
                        .replace("tag6", "ünï €𝛼"));
        Path plot = folder.resolve("plot.svg");

        // when
        var ran = run(
                "hardness",
                "rank",
                "--events",
                fixture().resolve("fixture_events.csv"),
                "--tags",
                tags,
                "--quick",
                "--plot",
                plot);

        // then
        assertThat(ran.code()).as(ran.err()).isZero();
        var svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(plot.toFile())
                .getDocumentElement();
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Hardest to retain, given these cards and these self-chosen learners");
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                .contains(
                        "a <b> & \"c\": median rank 1, interval 1-2", "ünï €𝛼", "tag5: not ranked, insufficient data");
        assertThat(svg.getElementsByTagName("circle").getLength())
                .as("two panels, seven tags")
                .isEqualTo(14);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b,1,2,2,5,0,0             | column 6 (rating): '5' is not a whole number from 1 to 4",
                "a,b,1,NaN,2,3,0,0           | column 4 (elapsed_days): 'NaN' is not a finite number",
                "a,b,1,-2,2,3,0,0            | column 4 (elapsed_days): must be in [0, 1000000] days, was -2.0",
                "a,b,1.5,2,2,3,0,0           | column 3 (review_index): '1.5' is not a whole number",
                ",b,1,2,2,3,0,0              | column 1 (learner): is empty",
                "a,b,1,2,2,3,0               | column 8 (prior_lapses): missing: the record has 7 of 8 fields",
                "a,b,1,2,2,3,-1,0            | column 7 (prior_successes): '-1' is not a whole number",
                "a,b,1,2,2,3,0,0;a,b,1,3,2,1,0,0 | column 3 (review_index): review 1 of learner a on card b was delivered before with other values"
            })
    void shouldNameLineAndColumnOfABadReview(String rows, String message) throws IOException {
        // given
        Path events = Files.writeString(
                folder.resolve("bad.csv"), HEADER + rows.strip().replace(';', '\n') + "\n");

        // when
        var ran = run("hardness", "rank", "--events", events, "--tags", tags());

        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("engram: " + events + ", line " + (rows.contains(";") ? 3 : 2) + ", ")
                .contains(message.strip());
    }

    @Test
    void shouldSetApartTagsThatCannotBeSeparated() throws IOException {
        // given a tag on every card, and one wherever tag7 is
        List<String> lines = new ArrayList<>(List.of("card,tag"));
        Files.readAllLines(tags()).stream().skip(1).map(line -> line.split(",")).forEach(row -> {
            lines.add(row[0] + "," + row[1]);
            lines.add(row[0] + ",everywhere");
            if (row[1].equals("tag7")) {
                lines.add(row[0] + ",twin");
            }
        });
        Path tags = Files.write(folder.resolve("tags.csv"), lines);

        // when
        var ran =
                run("hardness", "rank", "--events", fixture().resolve("fixture_events.csv"), "--tags", tags, "--quick");

        // then
        assertThat(ran.code()).as(ran.err()).isZero();
        String ranking = ran.out().substring(0, ran.out().indexOf("Not ranked: 4 tags"));
        assertThat(ranking).doesNotContain("everywhere", "twin", "tag7").contains("tag1");
        assertThat(ran.out())
                .containsPattern("everywhere +60 +60 +8,325  not separable: on every card")
                .containsPattern("tag7 +9 +60 +1,692  not separable: always together with twin")
                .containsPattern("twin +9 +60 +1,692  not separable: always together with tag7");
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void shouldSayWhichFilesDoNotFit() throws IOException {
        Path events = fixture().resolve("fixture_events.csv");
        Path noTag = Files.writeString(folder.resolve("a.csv"), "card,label\n1,x\n");
        Path weight = Files.writeString(folder.resolve("b.csv"), "card,tag,weight\n1,x,0\n");
        Path byEvent = Files.writeString(folder.resolve("c.csv"), "event_id,tag\n1,x\n");

        assertThat(run("hardness", "rank", "--events", events).err())
                .contains("a file of tags is needed: ", "has no column tags");
        assertThat(run("hardness", "rank", "--events", events, "--tags", noTag).err())
                .contains("a.csv has no column tag; it has: card, label");
        assertThat(run("hardness", "rank", "--events", events, "--tags", weight).err())
                .contains("b.csv, line 2, column 3 (weight): must be in (0, 1000], was 0.0");
        assertThat(run("hardness", "rank", "--events", events, "--tags", byEvent)
                        .err())
                .contains("gives tags by event_id, but");
        assertThat(run("hardness", "rank", "--events", noTag, "--tags", tags()).err())
                .contains(
                        "a.csv has no column learner, review_index, elapsed_days, rating, prior_successes, prior_lapses");
        assertThat(run("hardness", "rank", "--events", events, "--tags", tags(), "--gamma", "0")
                        .err())
                .contains("--gamma: must be > 0");
        assertThat(run("hardness", "rank", "--events", events, "--tags", tags(), "--strata", "5")
                        .err())
                .contains("--strata: two numbers");
        assertThat(run(
                                "hardness",
                                "rank",
                                "--events",
                                events,
                                "--tags",
                                tags(),
                                "--plot",
                                folder.resolve("no/plot.svg"))
                        .err())
                .contains("plot.svg: there is no folder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--strata  | 101,4     | --strata: the cap of successes must be in [0, 100], was 101",
                "--min-rows| 0         | --min-rows: must be at least 1, was 0",
                "--top     | 0,1       | --top: must hold places from 1, was [0, 1]",
                "--draws   | 9         | --draws: must be at least 10000, was 9",
                "--publish | -1,1,1    | --publish: least cards, learners and rows must not be negative, were -1, 1, 1"
            })
    void shouldNameTheOptionThatIsRefused(String option, String value, String message) {
        assertThat(rankFixture(option, value).err()).contains(message);
    }

    @Test
    void shouldShowCardsOfBothFilesWhereNoneIsInBoth() throws IOException {
        // given
        Path tags = Files.writeString(folder.resolve("other.csv"), "card,tag\nx1,a\nx2,b\n");

        // when
        var ran = run("hardness", "rank", "--events", fixture().resolve("fixture_events.csv"), "--tags", tags);

        // then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("the cards of the reviews are such as 0, 1, 10, those of the tags such as x1, x2");
    }

    @Test
    void shouldExplainItsOptionsInAHelpWithoutComplaints() {
        for (String command : List.of("fit", "rank")) {
            var help = run("hardness", command, "--help");
            assertThat(help.code()).isZero();
            assertThat(help.err()).isEmpty();
            assertThat(help.out()).contains("docs/research/hardness.md").doesNotContain("${", "%%");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, '0', learner", "1, '0', card", "6, '1', lapse", "6, '3', lapse"})
    void shouldRefuseToRankWhatCarriesNoRanking(int column, String value, String reason) throws IOException {
        // given one learner, one card, all wrong, all right
        Path events = mapped(given -> value, column);

        // when
        var text = run("hardness", "rank", "--events", events, "--tags", tags());
        var json = run("hardness", "rank", "--events", events, "--tags", tags(), "--json");

        // then
        assertThat(text.code()).as(text.out()).isEqualTo(1);
        assertThat(text.out())
                .doesNotContain("├")
                .satisfiesAnyOf(
                        out -> assertThat(out)
                                .startsWith("Nothing can be ranked:")
                                .contains(reason),
                        out -> assertThat(out).isEmpty());
        assertThat(text.err()).startsWith("engram: ");
        assertThat(json.json().at("/error/reason").asText()).isNotBlank();
    }

    @Test
    void shouldEndWithCodeOneWhereNoTagMayBeRanked() throws IOException {
        // given a tag of its own for every card
        List<String> lines = new ArrayList<>(List.of("card,tag"));
        for (int card = 0; card < 60; card++) {
            lines.add(card + ",own" + card);
        }
        Path tags = Files.write(folder.resolve("tags.csv"), lines);
        Path events = fixture().resolve("fixture_events.csv");
        Object[] command = {
            "hardness", "rank", "--events", events, "--tags", tags, "--quick", "--gamma", "0.8", "--publish", "1,10,50"
        };
        Object[] withJson = Arrays.copyOf(command, command.length + 1);
        withJson[command.length] = "--json";

        // when
        var text = run(command);
        var json = run(withJson);
        var lacking = rankFixture("--quick", "--gamma", "0.8", "--publish", "999,30,200");

        // then
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out())
                .startsWith("No tag may be ranked: not separable: every tag is on one card")
                .doesNotContain("├");
        assertThat(text.err()).contains("engram: no tag may be ranked: not separable");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.json().path("outcome").asText()).isEqualTo("report");
        assertThat(json.json().path("tags"))
                .hasSize(60)
                .allSatisfy(
                        tag -> assertThat(tag.at("/eligibility/kind").asText()).isEqualTo("not_separable"));
        assertThat(json.json().path("warnings").toString()).contains("no tag may be ranked");
        assertThat(lacking.code()).isEqualTo(1);
        assertThat(lacking.out()).startsWith("No tag may be ranked: 8 tags with insufficient data");
    }

    @Test
    void shouldMarkATagWhoseReviewsAreAllLapses() throws IOException {
        // given all reviews of the cards that have tag7 alone and with others are lapses
        List<String> hard = Files.readAllLines(tags()).stream()
                .map(line -> line.split(","))
                .filter(row -> row[1].equals("tag7"))
                .map(row -> row[0])
                .toList();
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(fixture().resolve("fixture_events.csv"))) {
            List<String> row = new ArrayList<>(Arrays.asList(line.split(",")));
            if (hard.contains(row.get(1))) {
                row.set(6, "1");
            }
            row.remove(7);
            lines.add(String.join(",", row));
        }
        Path events = Files.write(folder.resolve("lapses.csv"), lines);

        // when
        var text = run("hardness", "rank", "--events", events, "--tags", tags(), "--quick", "--gamma", "0.8");
        var json = run("hardness", "rank", "--events", events, "--tags", tags(), "--quick", "--gamma", "0.8", "--json");

        // then
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out())
                .containsPattern("(?m)^tag7 ! +1 \\[")
                .contains("! all of its reviews are lapses, or none is")
                .contains("Warning: all reviews are lapses, or none is, of tag7: ");
        assertThat(json.json().path("warnings").toString()).contains("of tag7: ");
        assertThat(json.json().path("tags"))
                .allSatisfy(tag -> assertThat(tag.path("note").asText().isEmpty())
                        .isEqualTo(!tag.path("tag").asText().equals("tag7")));
    }

    private static List<String> names(JsonNode report) {
        return StreamSupport.stream(report.path("tags").spliterator(), false)
                .map(tag -> tag.path("tag").asText())
                .toList();
    }

    private static Commands.Ran rankFixture(Object... more) {
        List<Object> arguments = new ArrayList<>(
                List.of("hardness", "rank", "--events", fixture().resolve("fixture_events.csv"), "--tags", tags()));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray());
    }

    private static Path tags() {
        return fixture().resolve("fixture_card_tags.csv");
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(fixture().resolve(file).toFile());
    }

    /** The fixture with one column changed, the lapse column left out, and review_index made to fit where it must. */
    private Path mapped(UnaryOperator<String> change, int column) throws IOException {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(fixture().resolve("fixture_events.csv"))) {
            List<String> row = new ArrayList<>(Arrays.asList(line.split(",")));
            if (number > 0 || column == 5) {
                row.set(column, change.apply(row.get(column)));
            }
            if (number > 0 && column < 2) {
                row.set(2, Integer.toString(number)); // one learner on one card has one history
            }
            row.remove(7);
            lines.add(String.join(",", row));
            number++;
        }
        return Files.write(folder.resolve("mapped.csv"), lines);
    }

    /** The fixture as a research export: reviews and review_tags, with a row sent twice and one of practice. */
    private Path[] export() throws IOException {
        List<String> tagLines = Files.readAllLines(tags());
        List<String> reviews = new ArrayList<>(List.of(
                "event_id,learner,class_id,card_id,card_version,tags,taxonomy_version,reviewed_at,kind,rating,outcome,review_index,"
                        + "prior_successes,prior_lapses,elapsed_days,planned_days,history_truncated,flags"));
        List<String> tags = new ArrayList<>(List.of("event_id,tag,weight"));
        List<String> events = Files.readAllLines(fixture().resolve("fixture_events.csv"));
        for (int i = 1; i < events.size(); i++) {
            String[] row = events.get(i).split(",");
            List<String[]> own = tagLines.stream()
                    .skip(1)
                    .map(line -> line.split(","))
                    .filter(tag -> tag[0].equals(row[1]))
                    .toList();
            boolean first = row[2].equals("0");
            reviews.add(String.join(
                    ",",
                    "e" + i,
                    row[0],
                    "",
                    row[1],
                    "1",
                    String.join(" ", own.stream().map(tag -> tag[1]).toList()),
                    "1",
                    "2026-01-01T00:00:%05d.000Z".formatted(i),
                    first ? "learn" : "review",
                    row[6],
                    row[6].equals("1") ? "0" : "1",
                    row[2],
                    row[8],
                    row[9],
                    first ? "" : row[4],
                    first ? "" : row[5],
                    "false",
                    ""));
            String event = "e" + i;
            own.forEach(tag -> tags.add(String.join(",", event, tag[1], tag[2])));
        }
        reviews.add(reviews.getLast());
        reviews.add(reviews.get(1)
                .replaceFirst("^e1,", "practice,")
                .replace(",learn,", ",cram,")
                .replaceFirst("2026-01", "2020-01"));
        return new Path[] {
            Files.write(folder.resolve("reviews.csv"), reviews), Files.write(folder.resolve("review_tags.csv"), tags)
        };
    }
}
