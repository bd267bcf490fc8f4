package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The table of the demo, through the API of the built stack, against the one that {@code tools/mastery_reference.py}
 * computes outside Java: in every order in which the batches of the two clients can arrive.
 */
class DemoTableTest {

    private static JsonNode demo;
    private static List<JsonNode> reference;

    @BeforeAll
    static void read() throws IOException {
        demo = Api.JSON.readTree(Files.readString(Checkout.root().resolve("cli/src/main/resources/demo/reviews.json")));
        reference = List.copyOf(Api.JSON
                .readTree(Files.readString(golden()))
                .get("tables")
                .valueStream()
                .toList());
    }

    private static Path golden() {
        return Checkout.root().resolve("analytics-service/src/test/resources/demo/mastery.golden.json");
    }

    @Test
    void shouldGiveTheSameTableInEveryOrderOfArrival() throws Exception {
        // given
        var running = RunningStack.shared();
        var deck = running.importTransformers();
        var phone = batchesOf("phone");
        var laptop = batchesOf("laptop");
        var orders = new ArrayList<List<JsonNode>>();
        interleave(phone, laptop, List.of(), orders);
        assertThat(orders).hasSizeGreaterThan(30);
        for (var order : orders) {
            // when
            var learner = post(running, deck, order);
            // then
            var names = order.stream().map(batch -> batch.get("batch").asText()).toList();
            assertTable(reference.getFirst(), learner, names.toString());
        }
    }

    @Test
    void shouldGiveTheTableAsOfAnyMomentAndAtAnyHorizon() throws Exception {
        // given
        var running = RunningStack.shared();
        var order = demo.get("batches").valueStream().toList();
        // when
        var learner = post(running, running.importTransformers(), order);
        // then
        assertThat(reference).hasSizeGreaterThan(4);
        for (var table : reference) {
            assertTable(table, learner, table.get("asOf") + " at " + table.get("horizonDays"));
        }
    }

    private static List<JsonNode> batchesOf(String client) {
        var batches = new ArrayList<JsonNode>();
        demo.get("batches").forEach(batch -> {
            if (batch.get("client").asText().equals(client)) {
                batches.add(batch);
            }
        });
        return batches;
    }

    /** Every order of arrival that keeps each client's own. */
    private static void interleave(
            List<JsonNode> left, List<JsonNode> right, List<JsonNode> soFar, List<List<JsonNode>> orders) {
        if (left.isEmpty() && right.isEmpty()) {
            orders.add(soFar);
            return;
        }
        if (!left.isEmpty()) {
            interleave(left.subList(1, left.size()), right, and(soFar, left.getFirst()), orders);
        }
        if (!right.isEmpty()) {
            interleave(left, right.subList(1, right.size()), and(soFar, right.getFirst()), orders);
        }
    }

    private static List<JsonNode> and(List<JsonNode> batches, JsonNode next) {
        var longer = new ArrayList<>(batches);
        longer.add(next);
        return longer;
    }

    /** Asks for mastery as one learner, after all that he has posted. */
    private interface Table {
        JsonNode of(JsonNode asOf, JsonNode horizonDays) throws IOException, InterruptedException;
    }

    private static Table post(RunningStack running, RunningStack.Deck deck, List<JsonNode> order) throws Exception {
        var token = running.newLearner().token();
        running.api().put("/decks/" + deck.id() + "/membership", token.get()).expect(200);
        var last = "";
        for (var batch : order) {
            var answer = running.api()
                    .post(
                            "/reviews",
                            token.get(),
                            "application/json",
                            request(batch, deck.cards()).toString())
                    .expect(200);
            answer.body()
                    .get("results")
                    .forEach(result -> assertThat(result.get("status").asText()).isIn("ACCEPTED", "DUPLICATE"));
            // nothing new, no position
            last = answer.body().path("position").asText(last);
        }
        var position = last;
        return (asOf, horizonDays) -> {
            var path = "/mastery/tags?asOf=%s&horizon=%s&after=%s"
                    .formatted(encode(asOf.asText()), horizonDays.asText(), encode(position));
            var answer = Api.patiently(Duration.ofSeconds(20), () -> {
                var table = running.api().get(path, token.get());
                return table.status() == 200 && !table.body().get("caughtUp").asBoolean()
                        ? new Api.Answer(202, table.body())
                        : table;
            });
            return answer.body().get("tags");
        };
    }

    private static ObjectNode request(JsonNode batch, List<String> cards) {
        var source = batch;
        if (batch.has("repeatOf")) {
            for (var other : demo.get("batches")) {
                source = other.get("batch").equals(batch.get("repeatOf")) ? other : source;
            }
        }
        var body = Api.JSON.createObjectNode();
        var reviews = body.putArray("reviews");
        source.get("reviews").forEach(review -> {
            ObjectNode sent = review.deepCopy();
            sent.put("cardId", cards.get(review.get("card").asInt() - 1));
            sent.put("clientId", batch.get("client").asText());
            sent.remove(List.of("card", "question"));
            reviews.add(sent);
        });
        return body;
    }

    private static void assertTable(JsonNode wanted, Table table, String place) throws Exception {
        var found = table.of(wanted.get("asOf"), wanted.get("horizonDays"));
        assertThat(found).as("%s", place).hasSameSizeAs(wanted.get("tags"));
        for (int row = 0; row < found.size(); row++) {
            assertSame(wanted.get("tags").get(row), found.get(row), place + " row " + row);
        }
    }

    private static void assertSame(JsonNode wanted, JsonNode found, String place) {
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            var here = place + " " + field.getKey();
            var value = found.path(field.getKey());
            if (field.getValue().isObject()) {
                assertSame(field.getValue(), value, here);
            } else if (field.getValue().isNumber()) {
                assertThat(value.isNumber()).as(here).isTrue();
                assertThat(value.asDouble()).as(here).isCloseTo(field.getValue().asDouble(), within(1e-9));
            } else if (field.getValue().isNull()) {
                assertThat(value.isNull() || value.isMissingNode()).as(here).isTrue();
            } else {
                assertThat(value).as(here).isEqualTo(field.getValue());
            }
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
