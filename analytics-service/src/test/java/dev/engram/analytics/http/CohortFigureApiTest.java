package dev.engram.analytics.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.analytics.application.ClassWorld;
import dev.engram.events.CohortLeft;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.projections.Position;
import dev.engram.testing.Generate;
import dev.engram.testing.Seeds;
import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A class of chance on a real broker and database, as the gateway asks for it. */
@QuarkusTest
@TestProfile(RealInfra.class)
class CohortFigureApiTest {
    private static final String AS_OF = "2026-05-04T08:00:00Z";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    TestLog log;

    private final ClassWorld world = new ClassWorld(new Random(Seeds.one()), 10, 12);
    private Position after = Position.NONE;

    private void study() {
        after = log.appendDeck(world.deckEvents);
        world.events.stream()
                .collect(Collectors.groupingBy(event -> event.stamp().learnerId()))
                .values()
                .forEach(this::append);
    }

    private void append(List<? extends LearnerEvent> events) {
        after = after.and(log.append(events));
    }

    @Test
    void shouldAgreeWithThePagesAndFilesOfItsLearnersDigitByDigit() throws Exception {
        // given
        study();
        // when
        var grid = json("/grid", world.teacher, "teacher");
        var risks = json("/risks", world.teacher, "teacher");
        var struggling = json("/struggling", world.teacher, "teacher");
        // then
        assertThat(grid.get("caughtUp").asBoolean()).isTrue();
        assertThat(grid.get("learners").asInt()).isEqualTo(10);
        for (var learner : world.learners) {
            var ofGrid = rows(grid.get("cells"), learner);
            var own = JSON.readTree(
                            learnerPage("tags", learner, "application/json").asString())
                    .get("tags");
            assertThat(ofGrid).hasSize(own.size()).isNotEmpty();
            for (int i = 0; i < own.size(); i++) {
                for (var field : List.of("tag", "mastery", "seen", "cards", "level")) {
                    assertThat(ofGrid.get(i).get(field)).isEqualTo(own.get(i).get(field));
                }
            }
            // and the file
            var csv = learnerPage("tags", learner, "text/csv").asString().split("\r\n");
            for (int i = 0; i < own.size(); i++) {
                var fields = csv[csv.length - own.size() + i].split(",");
                assertThat(fields[1]).isEqualTo(ofGrid.get(i).get("mastery").toString());
            }
            // and who struggles with what
            var attention = JSON.readTree(
                    learnerPage("attention", learner, "application/json").asString());
            var topics = new TreeSet<String>();
            attention.get("topics").forEach(topic -> {
                if (topic.get("verdict").asText().equals("NEEDS_ATTENTION")) {
                    topics.add(topic.get("tag").asText() + topic.get("reasons") + topic.get("mastery"));
                }
            });
            var struggles = new TreeSet<String>();
            rows(struggling.get("topics"), learner)
                    .forEach(row -> struggles.add(row.get("tag").asText() + row.get("reasons") + row.get("mastery")));
            assertThat(struggles).isEqualTo(topics);
            // and what a member sees of the own risks
            var mine = json("/risks/own", learner, "learner").get("risks");
            assertThat(mine).hasSameSizeAs(rows(risks.get("risks"), learner));
        }
        assertThat(json("/cards", world.teacher, "teacher").get("cards")).isNotEmpty();
        var beside = json("/learners/" + world.learners.getFirst().text() + "/mastery", world.teacher, "teacher");
        assertThat(beside.get("tags")).isNotEmpty();
    }

    @Test
    void shouldSendMembersNothingThatIsHiddenAndForgetWhoIsGone() throws Exception {
        // given
        study();
        var exact = json("/mastery", world.teacher, "teacher");
        // when
        var shown = get("/mastery/suppressed", world.learners.getFirst(), "learner");
        // then: of ten learners no level has ten, so only what nobody has is shown
        assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(200);
        for (var row : JSON.readTree(shown.asString()).get("tags")) {
            for (var level : List.of("none", "low", "middle", "good", "high")) {
                var cell = row.get(level);
                assertThat(cell.path("hidden").asBoolean()
                                || cell.path("learners").asInt() % 10 == 0)
                        .isTrue();
                assertThat(cell.has("hidden") && cell.has("learners")).isFalse();
            }
        }
        for (var row : exact.get("tags")) {
            assertThat(shown.asString()).doesNotContain(row.at("/mean/value").toString());
        }
        // and: roles and memberships
        assertThat(get("/mastery", world.learners.getFirst(), "learner").statusCode())
                .isEqualTo(403);
        assertThat(get("/risks", world.learners.getFirst(), "learner").statusCode())
                .isEqualTo(403);
        var stranger = Generate.learnerId(new Random());
        assertThat(get("/mastery/suppressed", stranger, "learner").statusCode()).isEqualTo(404);
        assertThat(get("/risks/own", stranger, "learner").statusCode()).isEqualTo(404);
        // when
        var left = world.learners.get(1);
        var erased = world.learners.get(2);
        append(List.of(new CohortLeft(world.stamp(left, ClassWorld.END), world.cohort)));
        append(List.of(new LearnerErased(world.stamp(erased, ClassWorld.END))));
        // then
        for (var figure : List.of("/grid", "/risks", "/struggling")) {
            assertThat(json(figure, world.teacher, "teacher").toString()).doesNotContain(left.text(), erased.text());
        }
        assertThat(json("/grid", world.teacher, "teacher").get("learners").asInt())
                .isEqualTo(8);
        // and: fewer than ten learners are none for members
        for (var row : json("/mastery/suppressed", world.learners.getFirst(), "learner")
                .get("tags")) {
            assertThat(row.get("learners").get("hidden").asBoolean()).isTrue();
        }
    }

    @Test
    void shouldShowTheTeacherWhatIsBehindAFigureAsItsLearnerSeesIt() throws Exception {
        // given
        study();
        for (var learner : world.learners.subList(0, 4)) {
            for (var chosen : List.<Map<String, Object>>of(Map.of(), Map.of("tag", "ml"), Map.of("untagged", true))) {
                // when
                var seen = pages(learner, chosen);
                var own = ownPage("cards", learner, chosen).get("cards");
                // then: the same digits, and the figure is their mean
                assertThat(seen).containsExactlyElementsOf(own);
                var tag = String.valueOf(chosen.getOrDefault("tag", chosen.containsKey("untagged") ? "" : "all"));
                var mean = ownPage("tags", learner, Map.of())
                        .get("tags")
                        .valueStream()
                        .filter(row -> row.get("tag").asText().equals(tag))
                        .findFirst();
                mean.ifPresent(row -> assertThat(seen.stream()
                                        .mapToDouble(card -> card.get("mastery").asDouble())
                                        .sum()
                                / seen.size())
                        .isCloseTo(row.get("mastery").asDouble(), within(1e-9)));
            }
            for (var card : pages(learner, Map.of())) {
                var id = Map.<String, Object>of("cardId", card.get("cardId").asText());
                var seen = behind(learner, "answers", id);
                assertThat(seen.get("answers"))
                        .isEqualTo(ownPage("answers", learner, id).get("answers"));
                assertThat(seen.get("answers")
                                .valueStream()
                                .filter(answer -> answer.get("inRetention").asBoolean()))
                        .hasSize(card.at("/observedRetention/n").asInt());
            }
        }
    }

    /** The cards of a member as the teacher sees them, three at a time. */
    private List<JsonNode> pages(LearnerId learner, Map<String, Object> chosen) throws Exception {
        var cards = new ArrayList<JsonNode>();
        var query = new HashMap<>(chosen);
        query.put("limit", 3);
        while (true) {
            var page = behind(learner, "cards", query);
            assertThat(page.get("cards").size()).isLessThanOrEqualTo(3);
            page.get("cards").forEach(cards::add);
            if (!page.has("next")) {
                return cards;
            }
            query.put("cursor", page.get("next").asText());
        }
    }

    private JsonNode behind(LearnerId learner, String what, Map<String, Object> query) throws Exception {
        var answer = get("/learners/" + learner.text() + "/" + what, world.teacher, "teacher", query);
        assertThat(answer.statusCode())
                .as(what + query + ": " + answer.asString())
                .isEqualTo(200);
        return JSON.readTree(answer.asString());
    }

    private JsonNode ownPage(String figure, LearnerId learner, Map<String, Object> query) throws Exception {
        var asked = new HashMap<>(query);
        asked.put("asOf", AS_OF);
        asked.put("after", after.toString());
        if (!figure.equals("answers")) {
            asked.put("deckId", world.deck.toString());
        }
        var answer = given().header(
                        "Authorization", "Bearer " + TestTokens.shared().learner(learner.value()))
                .queryParams(asked)
                .get("/api/v1/mastery/" + figure);
        assertThat(answer.statusCode()).as(figure + ": " + answer.asString()).isEqualTo(200);
        return JSON.readTree(answer.asString());
    }

    @Test
    void shouldShowNothingBehindFiguresOfOthers() throws Exception {
        // given
        study();
        var member = world.learners.getFirst();
        var card = Map.<String, Object>of("cardId", world.card(0).toString());
        // then: of other cards, also one that was retired, nothing is told
        for (var other : List.of(Generate.cardId(new Random()), world.card(12))) {
            var refused = get(
                    "/learners/" + member.text() + "/answers",
                    world.teacher,
                    "teacher",
                    Map.of("cardId", other.toString()));
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.jsonPath().getString("field")).isEqualTo("cardId");
        }
        assertThat(get(
                                "/learners/" + member.text() + "/cards",
                                world.teacher,
                                "teacher",
                                Map.of("tag", "ml", "untagged", true))
                        .jsonPath()
                        .getString("field"))
                .isEqualTo("untagged");
        // and
        for (var role : List.of("learner", "researcher", "author")) {
            assertThat(get("/learners/" + member.text() + "/cards", member, role, Map.of())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(get("/learners/" + member.text() + "/answers", member, role, card)
                            .statusCode())
                    .isEqualTo(403);
        }
        // when: one has left, one was erased, one was never a member
        var left = world.learners.get(1);
        var erased = world.learners.get(2);
        append(List.of(new CohortLeft(world.stamp(left, ClassWorld.END), world.cohort)));
        append(List.of(new LearnerErased(world.stamp(erased, ClassWorld.END))));
        // then
        for (var gone : List.of(left, erased, Generate.learnerId(new Random()))) {
            assertThat(get("/learners/" + gone.text() + "/cards", world.teacher, "teacher", Map.of())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(get("/learners/" + gone.text() + "/answers", world.teacher, "teacher", card)
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private static List<JsonNode> rows(JsonNode rows, LearnerId learner) {
        var found = new ArrayList<JsonNode>();
        rows.forEach(row -> {
            if (row.get("learner").asText().equals(learner.text())) {
                found.add(row);
            }
        });
        return found;
    }

    private JsonNode json(String figure, LearnerId caller, String role) throws Exception {
        var answer = get(figure, caller, role);
        assertThat(answer.statusCode()).as(figure + ": " + answer.asString()).isEqualTo(200);
        return JSON.readTree(answer.asString());
    }

    private Response get(String figure, LearnerId caller, String role) {
        return get(figure, caller, role, Map.of());
    }

    private Response get(String figure, LearnerId caller, String role, Map<String, Object> query) {
        return given().header("Authorization", "Bearer " + TestTokens.shared().token(caller.text(), Set.of(role)))
                .queryParams(Map.of("deckId", world.deck.toString(), "asOf", AS_OF, "after", after.toString()))
                .queryParams(query)
                .get("/internal/cohorts/" + world.cohort + figure);
    }

    private Response learnerPage(String figure, LearnerId learner, String type) {
        return given().header("Authorization", "Bearer " + TestTokens.shared().learner(learner.value()))
                .accept(type)
                .queryParams(Map.of("deckId", world.deck.toString(), "asOf", AS_OF, "after", after.toString()))
                .get("/api/v1/mastery/" + figure);
    }
}
