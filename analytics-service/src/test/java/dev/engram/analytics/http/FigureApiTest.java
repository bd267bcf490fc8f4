package dev.engram.analytics.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.analytics.demo.Demo;
import dev.engram.analytics.demo.DemoDeck;
import dev.engram.analytics.demo.Golden;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.projections.Position;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(RealInfra.class)
class FigureApiTest {

    private static final String AS_OF = "2026-10-03T08:00:00Z";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static LearnerId learner;
    private static Position after;
    private static DemoDeck deck;

    @Inject
    TestLog log;

    /** The learner of the demo, once for all tests. */
    private synchronized void study() {
        if (learner != null) {
            return;
        }
        deck = new DemoDeck(new DeckId(UUID.randomUUID()), new LearnerId(UUID.randomUUID()));
        after = log.appendDeck(deck.created());
        for (var batch : Demo.of(deck.owner(), deck::card).batches()) {
            after = after.and(log.append(batch.reviews()));
        }
        learner = deck.owner();
    }

    @Test
    void shouldAnswerWhatTheReferenceComputes() throws Exception {
        // given
        study();
        for (var golden : Golden.tables()) {
            var expected = golden.json().get("figures");
            var query = Map.<String, Object>of(
                    "asOf", golden.asOf(), "horizon", golden.horizon().days());
            // then
            contain(json("trends", query).get("tags"), expected.get("trends"), "tag");
            var days = new TreeMap<>(query);
            days.put("from", expected.at("/series/0/day").asText());
            days.put("to", expected.at("/series/4/day").asText());
            contain(json("series", days).get("days"), expected.get("series"), "day");
            var moment = Map.<String, Object>of("asOf", golden.asOf());
            contain(json("retention", moment).get("periods"), expected.get("retention"), "period");
            contain(json("calibration", moment).get("groups"), expected.get("calibration"), "grouping", "group");
            contain(json("curve", moment).get("opportunities"), expected.get("curve"), "opportunity");
            var activity = json("activity", Map.of("asOf", golden.asOf(), "from", "2026-09-01", "to", "2026-10-31"));
            contain(activity.get("days"), expected.get("activity"), "day");
            alike(activity.get("streak"), expected.get("streak"), "streak of " + golden);
        }
    }

    /** Each row of the reference is among the rows, with the same numbers. @param keys by which a row is found */
    private static void contain(JsonNode rows, JsonNode expected, String... keys) {
        var byKey = new TreeMap<String, JsonNode>();
        rows.forEach(row -> byKey.put(key(row, keys), row));
        assertThat(expected).isNotNull();
        for (var row : expected) {
            assertThat(byKey).containsKey(key(row, keys));
            alike(byKey.get(key(row, keys)), row, key(row, keys));
        }
    }

    private static String key(JsonNode row, String... keys) {
        return List.of(keys).stream().map(key -> row.get(key).asText()).collect(Collectors.joining(" "));
    }

    private static void alike(JsonNode actual, JsonNode expected, String place) {
        expected.properties().forEach(field -> {
            var name = place + "." + field.getKey();
            var value = actual.path(field.getKey());
            if (field.getValue().isObject()) {
                alike(value, field.getValue(), name);
            } else if (field.getValue().isNull()) {
                assertThat(value.isMissingNode()).as(name).isTrue();
            } else if (field.getValue().isNumber()) {
                assertThat(value.isNumber()).as(name).isTrue();
                assertThat(value.asDouble()).as(name).isCloseTo(field.getValue().asDouble(), Golden.TOLERANCE);
            } else {
                assertThat(value).as(name).isEqualTo(field.getValue());
            }
        });
    }

    @Test
    void shouldGiveOneNumberForOneDefinition() throws Exception {
        // given
        study();
        var tags = json("tags", Map.of());
        var trends = byTag(json("trends", Map.of()).get("tags"));
        // then: the table of tags and the trends
        for (var row : tags.get("tags")) {
            var trend = trends.get(row.get("tag").asText());
            assertThat(trend.get("mastery")).isEqualTo(row.get("mastery"));
            // and the trend is the difference of two tables
            var before = byTag(
                            json("tags", Map.of("asOf", "2026-09-26T08:00:00Z")).get("tags"))
                    .get(row.get("tag").asText());
            assertThat(trend.get("trend7").asDouble())
                    .isCloseTo(
                            row.get("mastery").asDouble()
                                    - before.get("mastery").asDouble(),
                            within(1e-12));
            // and the last day of the series
            var series = json("series", Map.of("tag", row.get("tag").asText())).get("days");
            assertThat(series).hasSize(91);
            assertThat(series.get(90).get("mastery")).isEqualTo(row.get("mastery"));
            assertThat(series.get(90).get("seen")).isEqualTo(row.get("seen"));
            // and observed retention of all time
            var all = json("retention", Map.of("tag", row.get("tag").asText()))
                    .get("periods")
                    .get(4);
            assertThat(all.get("period").asText()).isEqualTo("ALL");
            assertThat(all.get("all")).isEqualTo(row.get("observedRetention"));
        }
    }

    @Test
    void shouldGiveADeckTheMeansOfItsCards() throws Exception {
        // given
        study();
        var cards = json("cards", Map.of("limit", "1000")).get("cards");
        // when
        var rows = json("decks", Map.of()).get("decks");
        // then
        assertThat(rows).hasSize(1);
        var row = rows.get(0);
        assertThat(row.get("deckId").asText()).isEqualTo(deck.deckId().toString());
        assertThat(row.get("title").asText()).isEqualTo("ML");
        assertThat(row.get("cards").asInt()).isEqualTo(cards.size());
        assertThat(row.get("due").asInt()).isEqualTo(due(cards));
        for (var figure : List.of("mastery", "recallNow")) {
            double sum = 0;
            for (var card : cards) {
                sum += card.get(figure).asDouble();
            }
            assertThat(row.get(figure).asDouble()).as(figure).isCloseTo(sum / cards.size(), within(1e-12));
        }
        // and with one tag: the row of that tag
        for (var tag : json("tags", Map.of()).get("tags")) {
            var ofTag = json("decks", Map.of("tag", tag.get("tag").asText())).at("/decks/0");
            for (var figure : List.of("mastery", "estimatedKnowledge", "cards", "seen", "level", "observedRetention")) {
                assertThat(ofTag.get(figure)).as(figure).isEqualTo(tag.get(figure));
            }
        }
    }

    private static int due(JsonNode cards) {
        int due = 0;
        for (var card : cards) {
            due += card.get("due").asBoolean() ? 1 : 0;
        }
        return due;
    }

    @Test
    void shouldAddUpToTheAnswersGiven() throws Exception {
        // given
        study();
        long answers = Demo.of(learner, deck::card).batches().stream()
                .flatMap(batch -> batch.reviews().stream())
                .map(review -> review.stamp().eventId())
                .distinct()
                .count();
        // then
        assertThat(sum(json("activity", Map.of()).get("days"), "answers")).isEqualTo(answers);
        assertThat(sum(json("buttons", Map.of()).get("buttons"), "answers")).isEqualTo(answers);
        assertThat(sum(json("hours", Map.of()).get("hours"), "answers")).isEqualTo(answers);
        // and of retention
        var all = json("retention", Map.of()).get("periods").get(4).get("all");
        long inSeries = 0;
        for (var period : json("retention/series", Map.of("days", "366", "periods", "120"))
                .get("periods")) {
            inSeries += period.get("all").get("n").asLong();
        }
        assertThat(inSeries).isEqualTo(all.get("n").asLong());
        var groups = json("calibration", Map.of()).get("groups");
        for (var grouping : List.of("ALL", "PREDICTED", "LATENESS", "REVIEWS", "LAPSES")) {
            long n = 0;
            for (var group : groups) {
                n += group.get("grouping").asText().equals(grouping)
                        ? group.get("observed").get("n").asLong()
                        : 0;
            }
            assertThat(n).as(grouping).isEqualTo(all.get("n").asLong());
        }
        // and of cards
        var workload = json("workload", Map.of("days", "366"));
        assertThat(workload.get("backlog").asInt() + sum(workload.get("days"), "due"))
                .isEqualTo(workload.get("active").asInt());
        var seen = json("distributions", Map.of()).get("bins");
        assertThat(sum(seen, "cards")).isEqualTo(3L * workload.get("active").asInt());
    }

    @Test
    void shouldTellWhatHasChangedSinceAMoment() throws Exception {
        // given
        study();
        var since = "2026-09-26T08:00:00Z";
        // when
        var changes = byTag(json("changes", Map.of("since", since)).get("tags"));
        // then
        var trends = byTag(json("trends", Map.of()).get("tags"));
        changes.forEach((tag, change) -> assertThat(change.get("change"))
                .as(tag)
                .isEqualTo(trends.get(tag).get("trend7")));
        long answers = Demo.of(learner, deck::card).batches().stream()
                .flatMap(batch -> batch.reviews().stream())
                .filter(review -> review.stamp().at().isAfter(Instant.parse(since))
                        && !review.stamp().at().isAfter(Instant.parse(AS_OF)))
                .map(review -> review.stamp().eventId())
                .distinct()
                .count();
        assertThat(changes.get("transformers").get("answers").asLong()).isEqualTo(answers);
        // and since before everything
        var all = byTag(json("changes", Map.of("since", "2026-01-01T00:00:00Z")).get("tags"));
        var tags = byTag(json("tags", Map.of()).get("tags"));
        all.forEach((tag, change) -> {
            assertThat(change.get("firstSeen")).isEqualTo(tags.get(tag).get("seen"));
            assertThat(change.get("change")).isEqualTo(tags.get(tag).get("mastery"));
        });
    }

    @Test
    void shouldShowTheCardsBehindAFigurePageByPage() throws Exception {
        // given
        study();
        var row = byTag(json("tags", Map.of()).get("tags")).get("attention");
        // when
        var cards = new ArrayList<JsonNode>();
        var page = json("cards", Map.of("tag", "attention", "limit", 5));
        while (true) {
            page.get("cards").forEach(cards::add);
            if (!page.has("next")) {
                break;
            }
            page = json(
                    "cards",
                    Map.of(
                            "tag",
                            "attention",
                            "limit",
                            5,
                            "cursor",
                            page.get("next").asText()));
        }
        // then
        assertThat(cards).hasSize(row.get("cards").asInt());
        assertThat(cards.stream()
                                .mapToDouble(card -> card.get("mastery").asDouble())
                                .sum()
                        / cards.size())
                .isCloseTo(row.get("mastery").asDouble(), within(1e-9));
        assertThat(cards)
                .filteredOn(card -> card.get("due").asBoolean())
                .hasSize(row.get("due").asInt());
    }

    @Test
    void shouldForecastTheSameFromTheSameSeed() throws Exception {
        // given
        study();
        // when
        var forecast = json("forecast", Map.of("days", 14, "seed", 7));
        // then
        assertThat(forecast.get("simulation").asBoolean()).isTrue();
        assertThat(forecast.get("days")).hasSize(14);
        assertThat(forecast.at("/young/n").asLong()).isPositive();
        assertThat(forecast.at("/young/factor").asDouble())
                .isCloseTo(
                        (forecast.at("/young/lapses").asDouble() + 10)
                                / (forecast.at("/young/expected").asDouble() + 10),
                        within(1e-12));
        assertThat(json("forecast", Map.of("days", 14, "seed", 7))).isEqualTo(forecast);
        assertThat(json("forecast", Map.of("days", 14, "seed", 8)).get("days")).isNotEqualTo(forecast.get("days"));
        for (var day : forecast.get("days")) {
            var cards = day.get("cards");
            assertThat(cards.get("low").asDouble())
                    .isLessThanOrEqualTo(cards.get("high").asDouble());
        }
        // and today's begins with the cards that are due and all new ones within the limit
        var workload = json("workload", Map.of());
        int due = workload.get("backlog").asInt() + workload.at("/days/0/due").asInt();
        assertThat(forecast.at("/days/0/cards/mean").asDouble()).isGreaterThanOrEqualTo(due);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decks",
                "trends",
                "series",
                "workload",
                "distributions",
                "activity",
                "retention",
                "retention/series",
                "buttons",
                "hours",
                "calibration",
                "calibration/tags",
                "curve",
                "attention",
                "changes",
                "forecast",
                "cards"
            })
    void shouldWriteTheSameNumbersAsCsv(String figure) throws Exception {
        // given
        study();
        var json = json(figure, Map.of());
        // when
        var csv = get(figure, Map.of(), "text/csv");
        // then
        assertThat(csv.contentType()).startsWith("text/csv");
        var lines = csv.asString().split("\r\n");
        var header =
                List.of(lines).stream().filter(line -> line.startsWith("#")).toList();
        assertThat(header).contains("# asOf: " + AS_OF, "# model: FSRS-6", "# simulated: false");
        assertThat(header).anyMatch(line -> line.startsWith("# definition of "));
        var table = List.of(lines).subList(header.size(), lines.length);
        var rows = rowsOf(json);
        assertThat(table).hasSize(rows.size() + 1);
        var columns = table.getFirst().split(",");
        for (int i = 0; i < rows.size(); i++) {
            var fields = table.get(i + 1).split(",", -1);
            assertThat(fields).hasSameSizeAs(columns);
            for (int column = 0; column < columns.length; column++) {
                var value = rows.get(i).at("/" + columns[column].replace('.', '/'));
                if (value.isNumber()) {
                    assertThat(fields[column]).as(columns[column]).isEqualTo(value.toString());
                }
            }
        }
        // and each figure names its definition
        assertThat(json.get("definitions")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "series   | from   | 2020-01-01          | days before to",
                "series   | to     | tomorrow            | ISO 8601",
                "series   | from   | +999999999-12-31    | ISO 8601",
                "changes  | since  | -999999999-01-01T00:00:00Z | 1970",
                "series   | asOf   | 2026-10-03T08:00:00 02:00 | %2B",
                "trends   | tag    | a b                 | white space",
                "hours    | period | month               | MONTH",
                "workload | days   | 0                   | 1 to 366",
            })
    void shouldNameTheParameterAndTheRuleThatItBreaks(String figure, String field, String value, String rule) {
        study();
        var answer = given().header(
                        "Authorization", "Bearer " + TestTokens.shared().learner(learner.value()))
                .queryParam(field, value)
                .get("/api/v1/mastery/" + figure);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("field")).isEqualTo(field);
        assertThat(answer.<String>path("rule")).contains(rule);
    }

    private static List<JsonNode> rowsOf(JsonNode answer) {
        var rows = new ArrayList<JsonNode>();
        answer.properties().stream()
                .map(Map.Entry::getValue)
                .filter(JsonNode::isArray)
                .findFirst()
                .orElseThrow()
                .forEach(rows::add);
        return rows;
    }

    private static Map<String, JsonNode> byTag(JsonNode rows) {
        var byTag = new TreeMap<String, JsonNode>();
        rows.forEach(row -> byTag.put(row.get("tag").asText(), row));
        return byTag;
    }

    private static long sum(JsonNode rows, String count) {
        long sum = 0;
        for (var row : rows) {
            sum += row.get(count).asLong();
        }
        return sum;
    }

    private static JsonNode json(String figure, Map<String, Object> query) throws Exception {
        return JSON.readTree(get(figure, query, "application/json").asString());
    }

    private static Response get(String figure, Map<String, Object> query, String type) {
        var request = given().header(
                        "Authorization", "Bearer " + TestTokens.shared().learner(learner.value()))
                .accept(type)
                .queryParam("after", after.toString());
        if (!query.containsKey("asOf")) {
            request.queryParam("asOf", AS_OF);
        }
        query.forEach((name, value) -> request.queryParam(name, value.toString()));
        var response = request.get("/api/v1/mastery/" + figure);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response;
    }
}
