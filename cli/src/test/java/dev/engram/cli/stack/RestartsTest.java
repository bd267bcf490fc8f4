package dev.engram.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartsTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void shouldDoubleThePauseUpToAMinute() {
        // given
        var restarts = Restarts.NONE;
        var pauses = new ArrayList<Long>();
        // when
        for (int i = 0; i < 8; i++) {
            restarts = restarts.ended(NOON, "has ended");
            pauses.add(Duration.between(NOON, restarts.next()).toSeconds());
            restarts = restarts.started(NOON);
        }
        // then
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(restarts.count()).isEqualTo(8);
    }

    @Test
    void shouldBeginAgainWithASecondAfterTwoMinutesOfRunning() {
        // given
        var often = Restarts.NONE;
        for (int i = 0; i < 5; i++) {
            often = often.ended(NOON, "has ended").started(NOON);
        }
        var later = NOON.plus(Duration.ofMinutes(2));
        // when
        var ended = often.ended(later, "has ended");
        // then
        assertThat(ended.next()).isEqualTo(later.plusSeconds(1));
        assertThat(ended.isDue(later)).isFalse();
        assertThat(ended.isDue(later.plusSeconds(1))).isTrue();
    }

    @Test
    void shouldTellOtherCommandsWhatWasStartedAgain(@TempDir Path folder) throws Exception {
        // given
        var file = new RestartsFile(folder.resolve("restarts.json"));
        var ended = Restarts.NONE.ended(NOON, "was ended by signal 9");
        // when
        file.write(Map.of(StackPart.CARD, ended, StackPart.BROKER, ended.started(NOON)));
        // then
        assertThat(file.read())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(StackPart.CARD, ended, StackPart.BROKER, ended.started(NOON)));
        assertThat(new RestartsFile(folder.resolve("none")).read()).isEmpty();
    }
}
