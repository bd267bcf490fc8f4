package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.events.Ids;
import dev.engram.kit.auth.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cohorts on the built services: a teacher makes one, people join by its code, and what is known of them goes with them. */
class CohortTest {
    private static RunningStack running;

    private final Person teacher = new Person(Set.of(Role.TEACHER_GROUP, Role.AUTHOR_GROUP, Role.LEARNER_GROUP));

    @BeforeAll
    static void start() throws Exception {
        running = RunningStack.shared();
    }

    /** Somebody with an account and tokens of these roles. */
    private record Person(UUID id, String username, Set<String> roles) {
        Person(Set<String> roles) {
            this(UUID.randomUUID(), "person-" + UUID.randomUUID(), roles);
            try (var client = running.mongo()) {
                client.getDatabase("engram_gateway")
                        .getCollection("accounts")
                        .insertOne(new Document("_id", username)
                                .append("learnerId", id)
                                .append("passwordHash", "none")
                                .append("roles", List.copyOf(roles)));
            }
        }

        String token() {
            return running.tokens().token(id.toString(), roles);
        }
    }

    private static Person learner() {
        return new Person(Set.of(Role.LEARNER_GROUP));
    }

    private static Api.Answer post(String path, Person person, String json) throws Exception {
        return running.api().post(path, person.token(), "application/json", json);
    }

    private static Api.Answer join(Person person, String code) throws Exception {
        return post("/cohorts/join", person, "{\"code\":\"" + code + "\"}");
    }

    private static String imported(Person author) throws Exception {
        return Api.patiently(
                        Duration.ofSeconds(30),
                        () -> running.api()
                                .post(
                                        "/decks/import",
                                        author.token(),
                                        "text/plain",
                                        HostileKinds.deckFile("Deck of " + author.id(), 2, "")))
                .body()
                .get("deckId")
                .asText();
    }

    private JsonNode cohort(String deck) throws Exception {
        return post(
                        "/cohorts",
                        teacher,
                        "{\"name\":\"Autumn\",\"deckId\":\"" + deck + "\",\"examDate\":\"2027-06-15\"}")
                .expect(201)
                .body();
    }

    private List<String> members(String cohort, String after) throws Exception {
        var names = new ArrayList<String>();
        var answer = running.api()
                .get("/cohorts/" + cohort + "/members?after=" + after, teacher.token())
                .expect(200)
                .body();
        assertThat(answer.get("caughtUp").asBoolean()).isTrue();
        answer.get("members").forEach(member -> names.add(member.get("username").asText()));
        return names;
    }

    @Test
    void shouldLetPeopleJoinAPrivateDeckWithTheCodeOfItsCohort() throws Exception {
        // given
        var deck = imported(teacher);
        var made = cohort(deck);
        var id = made.get("cohortId").asText();
        var ada = learner();
        running.api().get("/decks/" + deck, ada.token()).expect(404);
        running.api().get("/cohorts/" + id, ada.token()).expect(404);
        // when
        var joined = join(ada, made.get("joinCode").asText().toLowerCase(Locale.ROOT))
                .expect(200)
                .body();
        // then
        var after = joined.get("position").asText();
        assertThat(joined.get("deckId").asText()).isEqualTo(deck);
        running.api().get("/decks/" + deck, ada.token()).expect(200);
        assertThat(members(id, after)).containsExactly(ada.username());
        var seen = running.api()
                .get("/cohorts/" + id + "?after=" + after, ada.token())
                .expect(200)
                .body();
        assertThat(seen.get("role").asText()).isEqualTo("MEMBER");
        assertThat(seen.get("examDate").asText()).isEqualTo("2027-06-15");
        assertThat(seen.get("teacher").asText()).isEqualTo(teacher.username());
        assertThat(seen.has("joinCode")).isFalse();
        assertThat(running.api()
                        .get("/cohorts?after=" + after, ada.token())
                        .expect(200)
                        .body()
                        .at("/cohorts/0/cohortId")
                        .asText())
                .isEqualTo(id);
        assertThat(running.api()
                        .get("/decks/memberships?after=" + after, ada.token())
                        .expect(200)
                        .body()
                        .toString())
                .contains(deck);
        // and: what others see of it
        running.api().get("/cohorts/" + id + "/members", learner().token()).expect(403);
        running.api()
                .get("/cohorts/" + id + "/members", new Person(Set.of(Role.TEACHER_GROUP)).token())
                .expect(404);
        // when: left
        var left = post("/cohorts/" + id + "/leave?after=" + after, ada, "")
                .expect(200)
                .body();
        // then
        assertThat(members(id, left.get("position").asText())).isEmpty();
        post("/cohorts/" + id + "/leave?after=" + left.get("position").asText(), ada, "")
                .expect(404);
        running.api().get("/decks/" + deck, ada.token()).expect(200);
    }

    @Test
    void shouldLetNobodyInByACodeThatWasReplacedOrIsOfAnArchivedCohort() throws Exception {
        // given
        var made = cohort(imported(teacher));
        var path = "/cohorts/" + made.get("cohortId").asText();
        // when
        var changed = patch(path, 1, "{\"newJoinCode\":true,\"name\":\"Winter\",\"examDate\":\"\"}")
                .expect(200)
                .body();
        // then
        assertThat(changed.get("name").asText()).isEqualTo("Winter");
        assertThat(changed.has("examDate")).isFalse();
        join(learner(), made.get("joinCode").asText()).expect(404);
        join(learner(), changed.get("joinCode").asText()).expect(200);
        patch(path, 1, "{\"name\":\"Spring\"}").expect(412);
        // when
        patch(path, 2, "{\"archived\":true}").expect(200);
        // then
        join(learner(), changed.get("joinCode").asText()).expect(404);
        patch(path, 3, "{\"newJoinCode\":true}").expect(409);
        var opened = patch(path, 3, "{\"archived\":false}").expect(200).body();
        join(learner(), opened.get("joinCode").asText()).expect(200);
    }

    private Api.Answer patch(String path, long version, String json) throws Exception {
        return running.api().patch(path, teacher.token(), version, json);
    }

    @Test
    void shouldKeepOutAMemberWhomTheTeacherRemovedUntilThereIsANewCode() throws Exception {
        // given
        var made = cohort(imported(teacher));
        var id = made.get("cohortId").asText();
        var ada = learner();
        var ben = learner();
        join(ben, made.get("joinCode").asText()).expect(200);
        var after = join(ada, made.get("joinCode").asText())
                .expect(200)
                .body()
                .get("position")
                .asText();
        var path = "/cohorts/" + id + "/members/" + ada.username();
        // when
        running.api().delete(path, ada.token()).expect(403);
        running.api()
                .delete(path, new Person(Set.of(Role.TEACHER_GROUP)).token())
                .expect(404);
        running.api()
                .delete("/cohorts/" + id + "/members/nobody-1", teacher.token())
                .expect(404);
        var removed = running.api()
                .delete(path + "?after=" + after, teacher.token())
                .expect(200)
                .body();
        // then
        assertThat(removed.get("member").asBoolean()).isFalse();
        assertThat(members(id, removed.get("position").asText())).containsExactly(ben.username());
        running.api().delete(path, teacher.token()).expect(404);
        join(ada, made.get("joinCode").asText()).expect(404);
        join(learner(), made.get("joinCode").asText()).expect(200);
        try (var client = running.mongo()) {
            assertThat(client.getDatabase("engram_gateway")
                            .getCollection("audit_trail")
                            .find(new Document("details.cohort", id).append("action", "cohort-member-removed"))
                            .map(entry -> entry.get("subject", UUID.class)))
                    .containsExactly(ada.id());
        }
        // when
        var changed =
                patch("/cohorts/" + id, 1, "{\"newJoinCode\":true}").expect(200).body();
        // then
        join(ada, changed.get("joinCode").asText()).expect(200);
    }

    @Test
    void shouldShareNoDeckOfSomebodyElse() throws Exception {
        // given: a private deck that the teacher may read, but not share
        var owner = new Person(Set.of(Role.AUTHOR_GROUP));
        var deck = imported(owner);
        post("/cohorts", teacher, "{\"name\":\"Autumn\",\"deckId\":\"" + deck + "\"}")
                .expect(404);
        running.api()
                .put("/decks/" + deck + "/shares/" + teacher.username(), owner.token(), "{\"role\":\"VIEWER\"}")
                .expect(204);
        var made = cohort(deck);
        var ada = learner();
        // when
        var refused = join(ada, made.get("joinCode").asText());
        // then
        assertThat(refused.expect(409).body().get("type").asText()).endsWith("deck-not-visible");
        // when
        running.api()
                .put("/decks/" + deck + "/shares/" + ada.username(), owner.token(), "{\"role\":\"VIEWER\"}")
                .expect(204);
        // then
        join(ada, made.get("joinCode").asText()).expect(200);
    }

    @Test
    void shouldSlowDownWhoTriesCodes() throws Exception {
        // given
        var guessing = learner();
        var code = cohort(imported(teacher)).get("joinCode").asText();
        for (int i = 0; i < 10; i++) {
            join(guessing, "0000-0000-000" + i).expect(404);
        }
        // when
        var refused = join(guessing, code);
        // then
        refused.expect(429);
        join(learner(), code).expect(200);
    }

    @Test
    void shouldKeepNamesInTheGatewayAndForgetWhatIsDeleted() throws Exception {
        // given
        var made = cohort(imported(teacher));
        var id = made.get("cohortId").asText();
        var ada = learner();
        var after = join(ada, made.get("joinCode").asText())
                .expect(200)
                .body()
                .get("position")
                .asText();
        assertThat(members(id, after)).containsExactly(ada.username());
        // then
        try (var client = running.mongo()) {
            for (var database : List.of("engram_review", "engram_analytics")) {
                var collections =
                        client.getDatabase(database).listCollectionNames().into(new ArrayList<>());
                for (var name : collections) {
                    for (var document :
                            client.getDatabase(database).getCollection(name).find()) {
                        assertThat(document.toJson()).doesNotContain(ada.username(), "Autumn");
                    }
                }
            }
            var contexts = client.getDatabase("engram_analytics").getCollection("learner-cards.g1.contexts");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(
                                    contexts.countDocuments(new Document("cohorts.cohort", UUID.fromString(id))))
                            .isEqualTo(1));
            assertThat(client.getDatabase("engram_gateway")
                            .getCollection("audit_trail")
                            .find(new Document("details.cohort", id))
                            .map(entry -> entry.getString("action")))
                    .contains("cohort-created", "cohort-joined", "cohort-members-read");
        }
        // when
        running.api()
                .delete("/cohorts/" + id, teacher.token(), made.get("version").asLong())
                .expect(204);
        // then
        assertThat(running.api()
                        .get("/cohorts?after=" + after, ada.token())
                        .expect(200)
                        .body()
                        .get("cohorts"))
                .isEmpty();
    }

    @Test
    void shouldShowAClassToItsTeacherByNameAndToItsMembersWithoutFewLearners() throws Exception {
        // given
        var made = cohort(imported(teacher));
        var path = "/cohorts/" + made.get("cohortId").asText();
        var ada = learner();
        var joined = join(ada, made.get("joinCode").asText()).expect(200).body();
        var after = "?after=" + joined.get("position").asText();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        !figure(path + "/grid" + after, teacher).get("cells").isEmpty());
        // when
        var grid = figure(path + "/grid" + after, teacher);
        var table = figure(path + "/mastery" + after, teacher);
        // then
        assertThat(grid.at("/cells/0/learner").asText()).isEqualTo(ada.username());
        assertThat(grid.at("/cells/0/mastery").asDouble()).isZero();
        assertThat(table.at("/tags/0/learners/learners").asInt()).isEqualTo(1);
        assertThat(table.at("/tags/0/none/learners").asInt()).isEqualTo(1);
        assertThat(table.get("horizonDays").asLong())
                .isEqualTo(ChronoUnit.DAYS.between(LocalDate.now(ZoneOffset.UTC), LocalDate.parse("2027-06-15")));
        var one = figure(path + "/members/" + ada.username() + "/mastery" + after, teacher);
        assertThat(one.get("learner").asText()).isEqualTo(ada.username());
        for (var other : List.of("/cards", "/risks", "/struggling")) {
            figure(path + other + after, teacher);
        }
        figure("/cohorts/comparison?cohortIds=" + made.get("cohortId").asText(), teacher);
        // and: a member sees nothing of the only learner, who is the member
        assertThat(figure(path + "/mastery" + after, ada).toString()).doesNotContain("\"value\"");
        assertThat(figure(path + "/risks" + after, ada).get("risks")).isEmpty();
        running.api().get(path + "/grid", ada.token()).expect(403);
        running.api().get(path + "/mastery", learner().token()).expect(404);
        // and: who looked at whom
        try (var client = running.mongo()) {
            assertThat(client.getDatabase("engram_gateway")
                            .getCollection("audit_trail")
                            .find(new Document(
                                            "details.cohort",
                                            made.get("cohortId").asText())
                                    .append("action", "cohort-figures-read")
                                    .append("subject", ada.id())))
                    .hasSize(1);
        }
    }

    @Test
    void shouldShowTheTeacherTheAnswersBehindAFigureAsTheMemberSeesThem() throws Exception {
        // given: a member who has answered a card on four days, once for practice
        var made = cohort(imported(teacher));
        var path = "/cohorts/" + made.get("cohortId").asText() + "/members/";
        var ada = learner();
        var joined = join(ada, made.get("joinCode").asText()).expect(200).body();
        var card = running.api()
                .get("/decks/" + made.get("deckId").asText() + "/cards", ada.token())
                .expect(200)
                .body()
                .at("/cards/0/cardId")
                .asText();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var reviews = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            reviews.add("""
                    {"reviewId":"%s","cardId":"%s","rating":"%s","reviewedAt":"%s","utcOffset":"Z","clientId":"test","clientSeq":%d,"practice":%s}""".formatted(
                    Ids.v7(), card, i == 1 ? "AGAIN" : "GOOD", now.minus(Duration.ofDays(20 - 5L * i)), i, i == 3));
        }
        var written = post("/reviews", ada, "{\"reviews\":[" + String.join(",", reviews) + "]}")
                .expect(200)
                .body();
        assertThat(written.findValuesAsText("status")).containsOnly("ACCEPTED");
        var after =
                written.get("position").asText() + "," + joined.get("position").asText();
        var asked = "?asOf=" + now + "&after=" + after;
        // when
        var seen = figure(path + ada.username() + "/cards" + asked + "&horizon=30", teacher);
        var own = figure("/mastery/cards" + asked, ada);
        var answers = figure(path + ada.username() + "/answers" + asked + "&cardId=" + card, teacher);
        // then: to the last digit
        assertThat(seen.get("caughtUp").asBoolean()).isTrue();
        assertThat(seen.get("learner").asText()).isEqualTo(ada.username());
        assertThat(seen.get("cards")).hasSize(2).isEqualTo(own.get("cards"));
        assertThat(answers.get("answers"))
                .hasSize(4)
                .isEqualTo(figure("/mastery/answers" + asked + "&cardId=" + card, ada)
                        .get("answers"));
        assertThat(answers.get("answers").findValuesAsText("reason")).containsExactly("NO_EARLIER_DAY", "PRACTICE");
        var history = figure("/reviews?cardId=" + card + "&after=" + after, ada).get("reviews");
        for (int i = 0; i < 4; i++) {
            for (var field : List.of("reviewId", "reviewedAt", "rating", "elapsedDays", "retrievabilityBefore")) {
                assertThat(answers.get("answers").get(i).path(field))
                        .as(field)
                        .isEqualTo(history.get(i).path(field));
            }
        }
        // and: nobody else
        for (var what : List.of("/cards", "/answers?cardId=" + card)) {
            var call = path + ada.username() + what;
            running.api().get(call, ada.token()).expect(403);
            running.api()
                    .get(call, new Person(Set.of(Role.RESEARCHER_GROUP)).token())
                    .expect(403);
            running.api()
                    .get(call, new Person(Set.of(Role.TEACHER_GROUP)).token())
                    .expect(404);
        }
        // when
        var left = post("/cohorts/" + made.get("cohortId").asText() + "/leave?after=" + after, ada, "")
                .expect(200)
                .body();
        // then
        for (var what : List.of("/cards?", "/answers?cardId=" + card + "&")) {
            running.api()
                    .get(
                            path + ada.username() + what + "after="
                                    + left.get("position").asText(),
                            teacher.token())
                    .expect(404);
        }
    }

    private static JsonNode figure(String path, Person person) throws Exception {
        return running.api().get(path, person.token()).expect(200).body();
    }

    @Test
    void shouldForecastTheExamOfACohort() throws Exception {
        // given
        var made = cohort(imported(teacher));
        var ada = learner();
        var joined = join(ada, made.get("joinCode").asText()).expect(200).body();
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(30);
        var question = "{\"day\":\"%s\",\"deckId\":\"%s\",\"targetRecall\":0.8,\"newCardsPerDay\":1}"
                .formatted(day, made.get("deckId").asText());
        var path = "/plan/exam?after=" + joined.get("position").asText();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> post(path, ada, question).status() == 200);
        // when
        var forecast = post(path, ada, question).expect(200).body();
        // then
        assertThat(forecast.get("cards").asInt()).isEqualTo(2);
        assertThat(forecast.get("newCards").asInt()).isEqualTo(2);
        assertThat(forecast.get("examAt").asText()).startsWith(day.toString());
        assertThat(forecast.get("recallUnstudied").asDouble()).isZero();
        assertThat(forecast.at("/study/newCards").asDouble()).isEqualTo(2);
        assertThat(forecast.at("/study/expectedRecall").asDouble())
                .isGreaterThanOrEqualTo(forecast.at("/study/low").asDouble())
                .isGreaterThan(0.5);
        assertThat(forecast.get("reachable").asBoolean()).isTrue();
        assertThat(forecast.get("smallestPace").asInt()).isBetween(1, 2);
        var again = post(path, ada, question).expect(200).body();
        assertThat(again.at("/study/reviewsPerDay")).isEqualTo(forecast.at("/study/reviewsPerDay"));
        // a little later on the same day, so a little less has been forgotten at the exam
        assertThat(again.at("/study/expectedRecall").asDouble())
                .isCloseTo(forecast.at("/study/expectedRecall").asDouble(), within(1e-4));
        // and: what is refused
        post("/plan/exam", ada, "{\"day\":\"2020-01-01\"}").expect(400);
        post("/plan/exam", ada, "{\"day\":\"%s\",\"targetRecall\":1}".formatted(day))
                .expect(400);
        post("/plan/exam", ada, "{\"day\":\"%s\",\"deckId\":\"%s\"}".formatted(day, UUID.randomUUID()))
                .expect(404);
        post("/plan/exam", ada, "{\"day\":\"%s\",\"tag\":\"nothing\"}".formatted(day))
                .expect(409);
        post("/plan/exam", new Person(Set.of(Role.OPERATOR_GROUP)), question).expect(403);
    }
}
