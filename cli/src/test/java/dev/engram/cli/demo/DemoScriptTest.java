package dev.engram.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoScriptTest {
    @Test
    void shouldHaveTwoClientsOfWhichOneRepeatsABatch() throws Exception {
        // when
        DemoScript script = DemoScript.load();

        // then
        assertThat(script.batches()).extracting(DemoScript.Batch::client).containsOnly("phone", "laptop");
        Set<String> ids = new HashSet<>();
        long repeated = script.batches().stream()
                .flatMap(batch -> batch.reviews().stream())
                .filter(review -> !ids.add(review.path("reviewId").asText()))
                .count();
        assertThat(repeated).isEqualTo(28);
        assertThat(ids).hasSize(94);
    }

    @Test
    void shouldShowCardsOnWhichBothClientsAlternate() throws Exception {
        // given
        DemoScript script = DemoScript.load();
        assertThat(script.shown()).containsExactly(5, 11);
        for (int number : script.shown()) {
            // when
            Map<String, String> clientByTime = new TreeMap<>();
            script.batches()
                    .forEach(batch -> batch.reviews().stream()
                            .filter(review -> review.path("card").asInt() == number)
                            .forEach(review ->
                                    clientByTime.put(review.path("reviewedAt").asText(), batch.client())));
            List<String> clients = List.copyOf(clientByTime.values());
            long changes = IntStream.range(1, clients.size())
                    .filter(i -> !clients.get(i).equals(clients.get(i - 1)))
                    .count();

            // then
            assertThat(clients).hasSizeBetween(7, 10);
            assertThat(changes).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void shouldMarkAsLateWhatArrivedAfterALaterReview() throws Exception {
        // given
        var history = new JsonMapper().readTree("""
                        {"reviews": [
                          {"reviewedAt": "2026-09-01T08:00:00Z", "receivedAt": "2026-09-01T08:00:01Z"},
                          {"reviewedAt": "2026-09-02T08:00:00Z", "receivedAt": "2026-09-09T08:00:00Z"},
                          {"reviewedAt": "2026-09-03T08:00:00Z", "receivedAt": "2026-09-03T08:00:01Z"}]}
                        """);

        // when
        var late = new DemoReport.MergedCard("?", history).late();

        // then
        assertThat(late).containsExactly(false, true, false);
    }
}
