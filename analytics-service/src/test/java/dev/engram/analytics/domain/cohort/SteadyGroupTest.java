package dev.engram.analytics.domain.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SteadyGroupTest {
    private static final Instant MONDAY = Instant.parse("2026-09-07T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    private final List<Instant> joined = new ArrayList<>();

    @Test
    void shouldTakeNewMembersInFromTenOnAtTheBeginningOfAWeek() {
        // given: 12 in the first week, 3 in the second, 7 in the third
        join(12, MONDAY.plus(Duration.ofDays(1)));
        join(3, MONDAY.plus(WEEK).plus(Duration.ofHours(1)));
        join(7, MONDAY.plus(WEEK.multipliedBy(2)).plus(Duration.ofDays(6)));
        // then
        assertThat(size(0)).isZero();
        assertThat(size(1)).isEqualTo(12);
        assertThat(size(2)).isEqualTo(12);
        assertThat(size(3)).isEqualTo(22);
    }

    @Test
    void shouldCountWhoJoinsAtTheFirstMomentOfAWeek() {
        join(10, MONDAY);
        assertThat(size(0)).isEqualTo(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldNeverShowTwoGroupsThatDifferByFewLearners(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 80; i++) {
            join(1, MONDAY.plus(Duration.ofHours(random.nextInt(24 * 7 * 20))));
        }
        int before = 0;
        for (int week = 0; week <= 21; week++) {
            int now = size(week);
            assertThat(now - before == 0 || now - before >= SmallCells.LEAST).isTrue();
            before = now;
        }
        assertThat(before).isGreaterThan(70);
    }

    private void join(int people, Instant at) {
        for (int i = 0; i < people; i++) {
            joined.add(at);
        }
    }

    private int size(int week) {
        return SteadyGroup.joinedBy(joined, MONDAY.plus(WEEK.multipliedBy(week)))
                .map(until ->
                        (int) joined.stream().filter(one -> !one.isAfter(until)).count())
                .orElse(0);
    }
}
