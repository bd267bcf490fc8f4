package dev.engram.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.runtime.host.GenerationPlan.Step;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.Generation.Role;
import dev.engram.runtime.store.RegisteredGenerations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GenerationPlanTest {

    private static final Generation LIVE_OF_1 = new Generation(1, 1, Role.LIVE, null);

    private static RegisteredGenerations registered(Generation live, @Nullable Integer buildingFoldVersion) {
        return new RegisteredGenerations(
                live,
                buildingFoldVersion == null
                        ? null
                        : new Generation(2, buildingFoldVersion, Role.BUILDING, Instant.EPOCH),
                List.of());
    }

    private static Checkpoint at(int partition, long next, String topicId) {
        return new Checkpoint(partition, next, null, topicId, 0, null);
    }

    @ParameterizedTest(name = "program {0}, live {1}, building {2}: {3}")
    @CsvSource({
        "1, 1,  , NONE",
        "2, 1,  , START",
        "2, 1, 2, NONE",
        "3, 1, 2, CANCEL_OLDER",
        // an upgrade is being rolled out: the older program leaves the newer generation alone
        "1, 2,  , NONE",
        "2, 1, 3, NONE",
        // asked for by an operator: the same fold version again
        "1, 1, 1, NONE",
    })
    void shouldBuildForANewerFoldVersionOnly(int program, int live, @Nullable Integer building, Step expected) {
        var registered = registered(new Generation(1, live, Role.LIVE, null), building);
        assertThat(GenerationPlan.step(registered, program)).isEqualTo(expected);
    }

    @Test
    void shouldRunNothingOfAnotherFoldVersion() {
        assertThat(GenerationPlan.toRun(registered(LIVE_OF_1, 2), 1)).containsExactly(LIVE_OF_1);
        assertThat(GenerationPlan.toRun(registered(LIVE_OF_1, 2), 2))
                .extracting(Generation::number)
                .containsExactly(2);
        assertThat(GenerationPlan.toRun(registered(LIVE_OF_1, 1), 1)).hasSize(2);
        assertThat(GenerationPlan.toRun(registered(LIVE_OF_1, null), 2)).isEmpty();
    }

    @Test
    void shouldHaveCaughtUpWhereEveryPartitionHasComeAsFar() {
        // given
        var live = List.of(at(0, 5, "t"), at(1, 0, "t"));
        // then
        assertThat(GenerationPlan.hasCaughtUp(List.of(at(0, 5, "t"), at(1, 0, "t")), live, _ -> -1))
                .isTrue();
        assertThat(GenerationPlan.hasCaughtUp(List.of(at(0, 4, "t"), at(1, 9, "t")), live, _ -> -1))
                .isFalse();
        assertThat(GenerationPlan.hasCaughtUp(List.of(), live, _ -> -1)).isFalse();
    }

    @Test
    void shouldHaveCaughtUpWithAnotherLogAtItsEnd() {
        // given
        var live = List.of(at(0, 500, "lost"));
        var ends = Map.of(0, 7L);
        // then
        assertThat(GenerationPlan.hasCaughtUp(List.of(at(0, 7, "new")), live, ends::get))
                .isTrue();
        assertThat(GenerationPlan.hasCaughtUp(List.of(at(0, 6, "new")), live, ends::get))
                .isFalse();
        assertThat(GenerationPlan.hasCaughtUp(List.of(at(0, 7, "new")), live, _ -> -1))
                .isFalse();
    }
}
