package dev.engram.hardness.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselineRateTest {
    private static final double CLOSED_FORM = 1e-6;

    @Test
    void shouldReproduceTheFixture() throws IOException {
        // given
        var reference = fixture();
        // when
        var rates = BaselineRate.of(counts(reference, "x"), counts(reference, "n"));
        // then
        assertThat(rates).hasSize(8);
        for (int t = 0; t < 8; t++) {
            assertThat(rates.get(t).rate()).isCloseTo(of(reference, "rate", t), within(CLOSED_FORM));
            assertThat(rates.get(t).shrunk()).isCloseTo(of(reference, "posterior_mean", t), within(CLOSED_FORM));
            assertThat(rates.get(t).low()).isCloseTo(of(reference, "lo95", t), within(CLOSED_FORM));
            assertThat(rates.get(t).high()).isCloseTo(of(reference, "hi95", t), within(CLOSED_FORM));
        }
    }

    @Test
    void shouldPoolRatesThatVaryNoMoreThanChance() {
        assertThat(BaselineRate.of(new long[] {10, 11}, new long[] {100, 100})).allSatisfy(tag -> {
            assertThat(tag.shrunk()).isCloseTo(0.105, within(1e-6));
            assertThat(tag.high() - tag.low()).isBetween(1e-5, 1e-2);
        });
    }

    @Test
    void shouldStayDefinedWhereAllAreAlike() {
        for (long lapses : new long[] {0, 50}) {
            // when
            var rates = BaselineRate.of(new long[] {lapses, 2 * lapses}, new long[] {50, 100});
            // then
            assertThat(rates)
                    .allSatisfy(BaselineRateTest::isOrdered)
                    .allSatisfy(tag -> assertThat(tag.shrunk()).isCloseTo((3 * lapses + 0.5) / 151, within(1e-5)));
        }
    }

    @Test
    void shouldStayDefinedForOneTagAndForExtremes() {
        // when
        var one = BaselineRate.of(new long[] {3}, new long[] {10});
        var extreme = BaselineRate.of(new long[] {10, 0}, new long[] {10, 1_000_000});
        var huge = BaselineRate.of(new long[] {0}, new long[] {10_000_000_000L});
        // then
        assertThat(one)
                .allSatisfy(BaselineRateTest::isOrdered)
                .allSatisfy(tag -> assertThat(tag.shrunk()).isCloseTo(0.3, within(1e-12)));
        assertThat(extreme).allSatisfy(BaselineRateTest::isOrdered);
        assertThat(huge).allSatisfy(BaselineRateTest::isOrdered);
        // and a prior that weighs as much as one review
        assertThat(extreme.getFirst().shrunk()).isCloseTo(10 / 11.0, within(1e-5));
        assertThat(extreme).extracting(BaselineRate::rank).containsExactly(1.0, 2.0);
    }

    private static void isOrdered(BaselineRate tag) {
        assertThat(tag.low()).isBetween(0.0, tag.high());
        assertThat(tag.high()).isBetween(tag.low(), 1.0);
        assertThat(tag.shrunk()).isBetween(0.0, 1.0);
    }

    private static long[] counts(JsonNode reference, String name) {
        return IntStream.range(0, 8)
                .mapToLong(t -> reference.get(name).get("tag" + t).asLong())
                .toArray();
    }

    private static double of(JsonNode reference, String measure, int tag) {
        return reference.get(measure).get("tag" + tag).asDouble();
    }

    private static JsonNode fixture() throws IOException {
        try (var in = BaselineRateTest.class.getResourceAsStream("/fixture/fixture_ranks.json")) {
            return new ObjectMapper().readTree(in).get("baseline");
        }
    }
}
