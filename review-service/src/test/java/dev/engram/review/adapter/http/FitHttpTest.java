package dev.engram.review.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.engram.events.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SharedServers.class)
class FitHttpTest {
    private static final String FITS = "/api/v1/fits";
    private static final String PLAN = "/api/v1/plan";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Http http = Http.as(UUID.randomUUID());
    private CardServiceDouble cards;

    @BeforeEach
    void startCardService() {
        cards = CardServiceDouble.at(ConfigProvider.getConfig().getValue("engram.cards.url", URI.class));
    }

    @AfterEach
    void stopCardService() {
        cards.close();
    }

    /** So many cards, each answered on several days; who forgets half of what was due needs shorter intervals than the defaults. */
    private void answer(int count, double recall) {
        var random = new Random(7);
        var start = Instant.now().minus(300, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
        var reviews = new ArrayList<Map<String, Object>>();
        for (int card = 0; card < count; card++) {
            var id = Ids.v7();
            cards.knowsCard(id);
            var at = start.plus(card, ChronoUnit.HOURS);
            for (int day : new int[] {0, 3, 10, 25, 60, 120}) {
                var review = new HashMap<String, Object>(Json.review(id));
                review.put("reviewedAt", at.plus(day, ChronoUnit.DAYS).toString());
                review.put("rating", day == 0 || random.nextDouble() < recall ? "GOOD" : "AGAIN");
                reviews.add(review);
            }
        }
        var position = http.reviews(reviews).jsonPath().getString("position");
        await().atMost(LONGEST)
                .until(() ->
                        http.get(FITS + "?after={after}", position).jsonPath().getBoolean("caughtUp"));
    }

    private JsonPath ended() {
        return await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> http.get(FITS).jsonPath(),
                        found -> !"RUNNING".equals(found.getString("job.state"))
                                && (found.get("job") != null
                                        || !found.getList("fits").isEmpty()));
    }

    @Test
    void shouldFitWeightsShowHowTheyCompareAndTakeThemIntoThePlanAndBack() {
        // given
        answer(120, 0.4);
        // when
        http.post(FITS, "").then().statusCode(202).body("state", equalTo("RUNNING"));
        var found = ended();
        // then
        assertThat(found.getList("fits")).hasSize(1);
        assertThat(found.getString("fits[0].kind")).isEqualTo("TRAINED");
        assertThat(found.getString("fits[0].comparedWith")).isEqualTo("fsrs-6-default");
        assertThat(found.getBoolean("fits[0].inForce")).isFalse();
        assertThat(found.getInt("fits[0].reviews")).isEqualTo(720);
        assertThat(found.getInt("fits[0].trainedOn")).isEqualTo(480);
        assertThat(found.getInt("fits[0].heldOut.reviews")).isEqualTo(120);
        assertThat(found.getBoolean("fits[0].heldOut.better")).isTrue();
        assertThat(found.getDouble("fits[0].heldOut.after")).isLessThan(found.getDouble("fits[0].heldOut.before"));
        // when: no due date has moved; now they do
        http.get(PLAN).then().body("weightsVersion", equalTo("fsrs-6-default"));
        var application = FITS + "/" + found.getString("fits[0].fitId") + "/application";
        http.put(application).then().statusCode(200).body("inForce", equalTo(true));
        // then
        http.get(PLAN).then().body("weightsVersion", equalTo(found.getString("fits[0].weightsVersion")));
        assertThat(http.get(FITS).jsonPath().getBoolean("fits[0].inForce")).isTrue();
        http.delete(application).then().statusCode(200).body("inForce", equalTo(false));
        http.get(PLAN).then().body("weightsVersion", equalTo("fsrs-6-default"));
        http.delete(application).then().statusCode(409).body("type", equalTo("urn:engram:problem:fit-not-in-force"));
        http.put(FITS + "/" + Ids.v7() + "/application").then().statusCode(404);
    }

    @Test
    void shouldApplyABetterFitWhereThePlanSaysSo() {
        // given
        http.put(PLAN, Map.of("fitting", "APPLY")).then().statusCode(200);
        answer(120, 0.4);
        // when
        http.post(FITS, "").then().statusCode(202);
        var version = ended().getString("fits[0].weightsVersion");
        // then
        await().atMost(LONGEST).untilAsserted(() -> http.get(PLAN).then().body("weightsVersion", equalTo(version)));
    }

    @Test
    void shouldSayThatThereIsTooLittle() {
        // given
        answer(3, 0.9);
        // when
        http.post(FITS, "").then().statusCode(202);
        // then
        assertThat(ended().getString("job.state")).isEqualTo("TOO_FEW_REVIEWS");
        assertThat(http.get(FITS).jsonPath().getList("fits")).isEqualTo(List.of());
    }
}
