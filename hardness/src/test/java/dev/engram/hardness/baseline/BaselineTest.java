package dev.engram.hardness.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTest {
    private static final double CLOSED_FORM = 1e-6;

    @Test
    void shouldReproduceTheFixture() throws IOException {
        // given
        var reference = fixture();
        var counts = new ArrayList<TagCount>();
        reference
                .get("x")
                .properties()
                .forEach(x -> counts.add(new TagCount(
                        x.getKey(),
                        x.getValue().asLong(),
                        reference.get("n").get(x.getKey()).asLong())));
        // when
        var baseline = Baseline.of(counts).orElseThrow();
        // then
        assertThat(baseline.rule()).isEqualTo(PriorRule.MOMENTS);
        assertThat(baseline.mean()).isCloseTo(reference.get("m0").asDouble(), within(CLOSED_FORM));
        assertThat(baseline.weight()).isCloseTo(reference.get("s").asDouble(), within(CLOSED_FORM));
        assertThat(baseline.tags()).hasSize(8).allSatisfy(tag -> {
            assertThat(tag.rate()).isCloseTo(of(reference, "rate", tag), within(CLOSED_FORM));
            assertThat(tag.posteriorMean()).isCloseTo(of(reference, "posterior_mean", tag), within(CLOSED_FORM));
            assertThat(tag.low()).isCloseTo(of(reference, "lo95", tag), within(CLOSED_FORM));
            assertThat(tag.high()).isCloseTo(of(reference, "hi95", tag), within(CLOSED_FORM));
        });
    }

    @Test
    void shouldPoolRatesThatVaryNoMoreThanChance() {
        // when
        var baseline = Baseline.of(List.of(new TagCount("a", 10, 100), new TagCount("b", 11, 100)))
                .orElseThrow();
        // then
        assertThat(baseline.rule()).isEqualTo(PriorRule.VARIANCE_FLOORED);
        assertThat(baseline.tags()).allSatisfy(tag -> {
            assertThat(tag.posteriorMean()).isCloseTo(0.105, within(1e-6));
            assertThat(tag.high() - tag.low()).isBetween(1e-5, 1e-2);
        });
    }

    @Test
    void shouldGiveATagWithoutReviewsThePrior() {
        // given
        var counted = List.of(new TagCount("a", 10, 100), new TagCount("b", 40, 100));
        var all = new ArrayList<>(counted);
        all.add(new TagCount("never seen", 0, 0));
        // when
        var baseline = Baseline.of(all).orElseThrow();
        // then
        var unseen = baseline.tags().getLast();
        assertThat(unseen.rate()).isNull();
        assertThat(unseen.posteriorMean()).isCloseTo(baseline.mean(), within(1e-12));
        assertThat(baseline.tags().subList(0, 2))
                .isEqualTo(Baseline.of(counted).orElseThrow().tags());
    }

    @Test
    void shouldStayDefinedWhereAllAreAlike() {
        for (long lapses : new long[] {0, 50}) {
            // when
            var baseline = Baseline.of(List.of(new TagCount("a", lapses, 50), new TagCount("b", 2 * lapses, 100)))
                    .orElseThrow();
            // then
            assertThat(baseline.rule()).isEqualTo(PriorRule.ALL_ALIKE);
            assertThat(baseline.mean()).isCloseTo((3 * lapses + 0.5) / 151, within(1e-12));
            assertThat(baseline.tags()).allSatisfy(BaselineTest::isOrdered);
        }
    }

    @Test
    void shouldStayDefinedForOneTagAndForExtremes() {
        // when
        var one = Baseline.of(List.of(new TagCount("a", 3, 10))).orElseThrow();
        var extreme = Baseline.of(List.of(new TagCount("a", 10, 10), new TagCount("b", 0, 1_000_000)))
                .orElseThrow();
        var huge = Baseline.of(List.of(new TagCount("a", 0, 10_000_000_000L))).orElseThrow();
        // then
        assertThat(one.rule()).isEqualTo(PriorRule.VARIANCE_FLOORED);
        assertThat(extreme.rule()).isEqualTo(PriorRule.WEIGHT_FLOORED);
        assertThat(extreme.weight()).isEqualTo(1);
        assertThat(huge.tags()).allSatisfy(BaselineTest::isOrdered);
        assertThat(one.tags()).allSatisfy(BaselineTest::isOrdered);
        assertThat(extreme.tags()).allSatisfy(BaselineTest::isOrdered);
    }

    @Test
    void shouldSayNothingWithoutReviews() {
        // when / then
        assertThat(Baseline.of(List.of())).isEmpty();
        assertThat(Baseline.of(List.of(new TagCount("a", 0, 0)))).isEmpty();
    }

    @Test
    void shouldRefuseImpossibleCounts() {
        // when / then
        assertThatThrownBy(() -> new TagCount("a", 3, 2)).hasMessage("lapses of a must be in [0, reviews = 2], was 3");
        assertThatThrownBy(() -> new TagCount("a", 0, -1)).hasMessageContaining("reviews of a");
    }

    private static void isOrdered(TagRate tag) {
        assertThat(tag.low()).isBetween(0.0, tag.high());
        assertThat(tag.high()).isBetween(tag.low(), 1.0);
        assertThat(tag.posteriorMean()).isBetween(0.0, 1.0);
    }

    private static double of(JsonNode reference, String measure, TagRate tag) {
        return reference.get(measure).get(tag.tag()).asDouble();
    }

    private static JsonNode fixture() throws IOException {
        try (var in = BaselineTest.class.getResourceAsStream("/fixture/fixture_ranks.json")) {
            return new ObjectMapper().readTree(in).get("baseline");
        }
    }
}
