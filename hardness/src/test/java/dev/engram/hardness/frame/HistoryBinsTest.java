package dev.engram.hardness.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryBinsTest {
    @Test
    void shouldKeepLevelsThatHaveBothOutcomes() {
        var strata = strata(2, "0 0 1 1 2 2", "0 1 0 1 0 1");
        assertThat(strata.notes()).isEmpty();
        assertThat(strata.coefficient(0)).isEmpty();
        assertThat(strata.coefficient(2)).contains("s2");
        assertThat(strata.coefficient(9)).contains("s2");
    }

    @Test
    void shouldJoinALevelWithoutBothOutcomesWithTheOneBelow() {
        var strata = strata(4, "0 0 1 1 2 2 4 4", "0 1 0 1 0 1 0 0");
        assertThat(strata.coefficient(1)).contains("s1");
        assertThat(strata.coefficient(3)).contains("s2-4");
        assertThat(strata.notes()).containsExactly("strata s2 to s4 joined: one alone has no lapses or nothing else");
    }

    @Test
    void shouldJoinTheLowestWithTheOneAbove() {
        var strata = strata(2, "0 0 1 1 2 2", "0 0 0 1 0 1");
        assertThat(strata.coefficient(1)).isEmpty();
        assertThat(strata.coefficient(2)).contains("s2");
    }

    @Test
    void shouldLeaveOneGroupWhereNothingElseIsFinite() {
        var level = bytes("0 0 1 1");
        var strata = HistoryBins.of("s", 1, level, bytes("0 1 0 0"));
        assertThat(strata.term(level)).isEmpty();
        assertThat(strata.coefficient(1)).isEmpty();
    }

    private static HistoryBins strata(int cap, String levels, String lapsed) {
        return HistoryBins.of("s", cap, bytes(levels), bytes(lapsed));
    }

    private static byte[] bytes(String numbers) {
        var parts = numbers.split(" ", -1);
        var bytes = new byte[parts.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Byte.parseByte(parts[i]);
        }
        return bytes;
    }
}
