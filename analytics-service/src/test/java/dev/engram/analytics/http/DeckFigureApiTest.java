package dev.engram.analytics.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.analytics.application.ClassWorld;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.projections.LogFold;
import dev.engram.projections.Position;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardProjection;
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
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Figures of all learners of a deck on a real broker and database, as its owner asks for them. */
@QuarkusTest
@TestProfile(RealInfra.class)
class DeckFigureApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CARDS = "/cards?limit=1000&after=";

    @Inject
    TestLog log;

    @ConfigProperty(name = "engram.cards.url")
    String cards;

    private final Random random = new Random(Seeds.one());
    private final ClassWorld world = new ClassWorld(random, 40, 6);
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

    private Response get(String path, LearnerId caller, String role) {
        return given().auth()
                .oauth2(TestTokens.shared().token(caller.text(), Set.of(role)))
                .get("/api/v1/decks/" + world.deck + "/figures" + path);
    }

    private void tellCardService(String what, DeckId deck) {
        given().contentType("text/plain")
                .body(deck.toString())
                .post(cards + what)
                .then()
                .statusCode(204);
    }

    private JsonNode json(String path) throws Exception {
        var answer = get(path, world.teacher, "author");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return JSON.readTree(answer.asString());
    }

    /** Learners who answered each card, by a fold of the log in memory. */
    private Map<UUID, Integer> learnersByCard() {
        var fold = new LogFold<>(new LearnerCardProjection("again"));
        for (int i = 0; i < world.events.size(); i++) {
            fold.apply(i, world.events.get(i));
        }
        var learners = new HashMap<UUID, Integer>();
        fold.documents().forEach((key, document) -> {
            if (hasAnswers(document.state())) {
                learners.merge(key.cardId().value(), 1, Integer::sum);
            }
        });
        return learners;
    }

    private static boolean hasAnswers(LearnerCard card) {
        return card.days().stream().anyMatch(day -> day.counted().answers() > 0);
    }

    @Test
    void shouldShowCardsAndCurvesOfAllLearnersAndForgetWhoWasErased() throws Exception {
        // given
        study();
        var expected = learnersByCard();
        // when
        var answer = json(CARDS + after);
        var curves = json("/curves?after=" + after);
        // then
        assertThat(answer.get("caughtUp").asBoolean()).isTrue();
        assertThat(answer.get("cards")).hasSize(6);
        int shown = 0;
        for (var row : answer.get("cards")) {
            var learners = row.get("learners");
            shown += learners.has("learners") ? 1 : 0;
            assertThat(learners.has("learners")).isNotEqualTo(learners.has("hidden"));
            assertThat(learners.path("learners").asInt(10))
                    .isBetween(
                            10, expected.get(UUID.fromString(row.get("cardId").asText())));
            assertThat(row.at("/firstAnswerError/n").asLong())
                    .isEqualTo(learners.path("learners").asLong());
            assertThat(row.get("question").asText()).startsWith("Question ");
        }
        assertThat(shown).isPositive();
        assertThat(curves.get("points")).isNotEmpty();
        assertThat(json("/cards?simulated=true&after=" + after).get("cards"))
                .allMatch(row -> row.at("/learners/hidden").asBoolean());
        // when everybody but nine is erased
        var erased = new ArrayList<LearnerErased>();
        world.learners.stream()
                .skip(9)
                .forEach(learner -> erased.add(new LearnerErased(world.stamp(learner, ClassWorld.END))));
        erased.forEach(event -> append(List.of(event)));
        // then
        assertThat(json(CARDS + after).get("cards"))
                .allMatch(row -> row.at("/learners/hidden").asBoolean());
        assertThat(json("/curves?after=" + after).get("points"))
                .allMatch(row -> row.at("/again/hidden").asBoolean());
    }

    @Test
    void shouldAnswerWhoEditsTheDeckAndResearchersAndNobodyElse() {
        // given
        study();
        var stranger = world.learners.getFirst();
        // then
        assertThat(get("/cards", world.teacher, "author").statusCode()).isEqualTo(200);
        assertThat(get("/cards", stranger, "learner").statusCode()).isEqualTo(403);
        assertThat(get("/cards", stranger, "researcher").statusCode()).isEqualTo(200);
        assertThat(get("/cards?from=2026-03-03&to=2026-03-10", world.teacher, "author")
                        .asString())
                .contains("whole week");
        assertThat(get("/cards?from=2026-03-02&to=2026-03-08", world.teacher, "author")
                        .asString())
                .contains("\"from\":\"2026-03-02\"", "\"to\":\"2026-03-08\"");
        assertThat(given().auth()
                        .oauth2(TestTokens.shared().token(world.teacher.text(), Set.of("author")))
                        .accept("text/csv")
                        .get("/api/v1/decks/" + world.deck + "/figures/cards")
                        .asString())
                .contains("# definition of lapseRate.value: deck-lapse-rate", "cardId,question,learners.learners");
        // when
        tellCardService("/not-edited", world.deck);
        // then
        var refused = get("/curves", stranger, "author");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.asString()).contains("not-editor");
        assertThat(get("/curves", stranger, "researcher").statusCode()).isEqualTo(200);
        // and one that nobody may see
        var hidden = new ClassWorld(random, 0, 1).deck;
        tellCardService("/hidden", hidden);
        for (var role : List.of("author", "researcher")) {
            assertThat(given().auth()
                            .oauth2(TestTokens.shared().token(stranger.text(), Set.of(role)))
                            .get("/api/v1/decks/" + hidden + "/figures/cards")
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
