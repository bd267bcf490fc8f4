package dev.engram.hardness.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.hardness.glmm.Covariance;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ranks of the reference fit; the reference drew 200,000 times. */
class RankFixtureTest {
    private static final List<String> TAGS =
            IntStream.range(0, 8).mapToObj(i -> "tag" + i).toList();

    private static JsonNode reference;
    private static Ranking ranking;

    @BeforeAll
    static void rankTheReferenceFit() throws IOException {
        reference = read("fixture_ranks.json");
        var fit = read("fixture_glmm.json").get("offset_gamma_0.8_nAGQ0");
        double[] effects = TAGS.stream()
                .mapToDouble(tag -> fit.get("tag_hardness").get(tag).asDouble())
                .toArray();
        double[][] covariance = new double[8][8];
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 8; j++) {
                covariance[i][j] = fit.get("tag_cov").get(i).get(j).asDouble();
            }
        }
        ranking = Ranking.of(TAGS, effects, Covariance.of(covariance), RankSettings.STANDARD, 1);
    }

    @Test
    void shouldReproduceTheClosedForms() {
        // when / then
        for (var tag : ranking.effects()) {
            assertThat(tag.expectedRank()).isCloseTo(of("expected_rank", tag), within(1e-6));
            assertThat(tag.pairwiseSet().low()).isEqualTo((int) of("rank_lo95_pairwise", tag));
            assertThat(tag.pairwiseSet().high()).isEqualTo((int) of("rank_hi95_pairwise", tag));
        }
    }

    @Test
    void shouldReproduceTheDrawnRanks() {
        // when / then
        for (var tag : ranking.effects()) {
            assertThat(tag.topK().get(1)).isCloseTo(of("prob_top1", tag), within(0.005));
            assertThat(tag.topK().get(3)).isCloseTo(of("prob_top3", tag), within(0.005));
            assertThat(tag.drawn().low()).isEqualTo((int) of("rank_lo95_mc", tag));
            assertThat(tag.drawn().high()).isEqualTo((int) of("rank_hi95_mc", tag));
        }
    }

    @Test
    void shouldWidenTheSetsThatHoldTogether() {
        // when / then
        for (var tag : ranking.effects()) {
            assertThat(tag.simultaneousSet().low())
                    .isLessThanOrEqualTo(tag.pairwiseSet().low());
            assertThat(tag.simultaneousSet().high())
                    .isGreaterThanOrEqualTo(tag.pairwiseSet().high());
        }
    }

    private static double of(String measure, RankedEffect tag) {
        return reference.get(measure).get(tag.name()).asDouble();
    }

    private static JsonNode read(String name) throws IOException {
        try (var in = RankFixtureTest.class.getResourceAsStream("/fixture/" + name)) {
            return new ObjectMapper().readTree(in);
        }
    }
}
