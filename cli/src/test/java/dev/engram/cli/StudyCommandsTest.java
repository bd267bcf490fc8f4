package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands for learners, against a gateway that answers what a test wants. */
class StudyCommandsTest {
    private static final String CARD = "0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00";

    private GatewayStub gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new GatewayStub();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Commands.Ran run(String... arguments) throws IOException, InterruptedException {
        return Commands.runWith(Map.of("ENGRAM_URL", gateway.url().toString()), arguments);
    }

    @Test
    void shouldSendAnActionAndPrintWhatBecameOfIt() throws Exception {
        // given
        gateway.answer("POST /actions", 200, """
                {"results":[{"actionId":"a1","status":"ACCEPTED","flags":[]},
                 {"actionId":"a2","status":"REJECTED","flags":[],"problem":{"detail":"There is no such card."}}]}""");
        // when
        var ran = run("card", "set-due", "--day", "2026-03-01", CARD, CARD);
        // then
        assertThat(ran.code()).isOne();
        assertThat(ran.out()).contains(CARD + "  SET_DUE, action a1", CARD + "  There is no such card.");
        assertThat(gateway.received("POST /actions").getFirst().body())
                .contains("\"action\":\"SET_DUE\"", "\"dueDay\":\"2026-03-01\"", CARD);
    }

    @Test
    void shouldListReviewsTheNewestFirst() throws Exception {
        // given
        gateway.answer("GET /reviews/recent", 200, """
                {"reviews":[{"reviewId":"r1","cardId":"c1","reviewedAt":"2026-03-01T08:30:00Z","rating":"GOOD",
                 "practice":true,"retracted":true}],"caughtUp":true,"parked":false}""");
        // when
        var ran = run("reviews", "--limit", "1");
        // then
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("2026-03-01T08:30:00Z      c1  GOOD   r1  practice  taken back");
    }
}
