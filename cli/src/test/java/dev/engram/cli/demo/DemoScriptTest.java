package dev.engram.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoScriptTest {
    @Test
    void shouldTellOfTwoClientsOfWhichOneIsLateAndRepeatsABatch() throws Exception {
        // when
        DemoScript script = DemoScript.load();

        // then
        assertThat(script.batches()).extracting(DemoScript.Batch::client).containsOnly("phone", "laptop");
        Set<String> ids = new HashSet<>();
        long repeated = script.batches().stream()
                .flatMap(batch -> batch.reviews().stream())
                .filter(review -> !ids.add(review.reviewId()))
                .count();
        assertThat(repeated).isEqualTo(28);
        assertThat(ids).hasSize(94);
    }

    @Test
    void shouldShowCardsOnWhichBothClientsAlternate() throws Exception {
        // when
        var shown = MergedCard.mostInterleaved(DemoScript.load(), 2);

        // then
        assertThat(shown).containsExactly(5, 11);
    }

    @Test
    void shouldCallLateWhatALaterAnswerHasOvertaken() throws Exception {
        // given
        var history = new JsonMapper().readTree("""
                        {"reviews": [
                          {"reviewedAt": "2026-09-01T08:00:00Z", "receivedAt": "2026-09-01T08:00:01Z"},
                          {"reviewedAt": "2026-09-02T08:00:00Z", "receivedAt": "2026-09-09T08:00:00Z"},
                          {"reviewedAt": "2026-09-03T08:00:00Z", "receivedAt": "2026-09-03T08:00:01Z"}]}
                        """);

        // when
        var late = new MergedCard("?", history).late();

        // then
        assertThat(late).containsExactly(false, true, false);
    }
}
