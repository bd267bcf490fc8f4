package dev.engram.hardness.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.Covariance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RankingTest {
    private static final RankSettings SETTINGS = new RankSettings(20_000, 1, List.of(1, 3, 5, 10, 20));

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldShareOutAllRanks(long seed) {
        // given
        int size = 12;
        // when
        var ranking = Ranking.of(
                names(size), effects(seed, size), covariance(seed, size, 9), SETTINGS.withDraws(20_000, seed), 1);
        // then
        assertThat(ranking.effects().stream()
                        .mapToDouble(RankedEffect::expectedRank)
                        .sum())
                .isCloseTo(size * (size + 1) / 2.0, within(1e-9));
        assertThat(ranking.effects().stream().mapToDouble(RankedEffect::effect).sum())
                .isCloseTo(0, within(1e-12));
        assertThat(ranking.effects().getFirst().topK()).containsOnlyKeys(1, 3, 5, 10);
        for (int k : List.of(1, 3, 5, 10)) {
            assertThat(ranking.effects().stream()
                            .mapToDouble(tag -> tag.topK().get(k))
                            .sum())
                    .isCloseTo(k, within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldDrawWhatTheClosedFormsSay(long seed) {
        // given
        int size = 12;
        // when
        var ranking = Ranking.of(
                names(size),
                effects(seed, size),
                covariance(seed, size, 14),
                new RankSettings(100_000, seed, IntStream.range(1, size).boxed().toList()),
                1);
        // then
        for (int t = 0; t < size; t++) {
            var tag = ranking.effects().get(t);
            // the mean rank is the sum over k of the share of draws beyond the first k
            double mean =
                    tag.topK().values().stream().mapToDouble(share -> 1 - share).sum();
            assertThat(1 + mean).isCloseTo(tag.expectedRank(), within(0.06));
            assertThat(tag.drawn().contains(tag.medianRank())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldGiveTheSameBitsForAnyNumberOfThreads(long seed) {
        // given
        int size = 9;
        double[] effects = effects(seed, size);
        var covariance = covariance(seed, size, 5);
        // when
        var alone = Ranking.of(names(size), effects, covariance, SETTINGS, 1);
        var together = Ranking.of(names(size), effects, covariance, SETTINGS, 5);
        var other = Ranking.of(names(size), effects, covariance, SETTINGS.withDraws(20_000, 99), 1);
        // then
        assertThat(together.effects()).isEqualTo(alone.effects());
        assertThat(other.effects()).isNotEqualTo(alone.effects());
    }

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldNotMindTheOrderOrAConstant(long seed) {
        // given
        int size = 10;
        double[] effects = effects(seed, size);
        var covariance = covariance(seed, size, 12);
        int[] permutation = new SplittableRandom(seed)
                .ints(size * 40L, 0, size)
                .distinct()
                .limit(size)
                .toArray();
        double[] permuted =
                Arrays.stream(permutation).mapToDouble(i -> effects[i] + 7).toArray();
        double[][] rows = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                rows[i][j] = covariance.at(permutation[i], permutation[j]);
            }
        }
        var permutedNames =
                Arrays.stream(permutation).mapToObj(names(size)::get).toList();
        // when
        var plain = Ranking.of(names(size), effects, covariance, SETTINGS, 1);
        var shuffled = Ranking.of(permutedNames, permuted, Covariance.of(rows), SETTINGS, 1);
        // then
        for (int i = 0; i < size; i++) {
            var expected = plain.effects().get(permutation[i]);
            var actual = shuffled.effects().get(i);
            assertThat(actual.name()).isEqualTo(expected.name());
            assertThat(actual.topK()).isEqualTo(expected.topK());
            assertThat(actual.drawn()).isEqualTo(expected.drawn());
            assertThat(actual.medianRank()).isEqualTo(expected.medianRank());
            assertThat(actual.expectedRank()).isCloseTo(expected.expectedRank(), within(1e-9));
            assertThat(actual.effect()).isCloseTo(expected.effect(), within(1e-12));
        }
    }

    @Test
    void shouldCoverAllTrueRanksTogetherAtTheStatedLevel() {
        // given: many studies of one truth, with known errors
        int size = 6;
        double[] truth = {1.5, 1, 0.9, 0.2, 0, -0.7};
        var random = new SplittableRandom(5);
        double sd = 0.35;
        var covariance = Covariance.of(IntStream.range(0, size)
                .mapToObj(i -> IntStream.range(0, size)
                        .mapToDouble(j -> i == j ? sd * sd : 0)
                        .toArray())
                .toArray(double[][]::new));
        // when
        int studies = 200;
        int together = 0;
        for (int study = 0; study < studies; study++) {
            double[] seen = Arrays.stream(truth)
                    .map(x -> x + sd * random.nextGaussian())
                    .toArray();
            var ranked = Ranking.of(names(size), seen, covariance, SETTINGS.withDraws(10_000, 1), 1)
                    .effects();
            together += IntStream.range(0, size)
                            .allMatch(i -> ranked.get(i).simultaneousSet().contains(i + 1))
                    ? 1
                    : 0;
        }
        // then: 95 % at least, three standard errors of chance allowed
        assertThat(together / (double) studies).isGreaterThan(0.95 - 3 * Math.sqrt(0.95 * 0.05 / studies));
    }

    @Test
    void shouldShareRanksEvenlyWhereNothingIsKnownToDiffer() {
        // given: a variance estimated as zero
        int size = 4;
        // when
        var ranking = Ranking.of(names(size), new double[size], Covariance.of(new double[size][size]), SETTINGS, 1);
        // then
        for (var tag : ranking.effects()) {
            assertThat(tag.expectedRank()).isEqualTo(2.5);
            assertThat(tag.drawn()).isEqualTo(new RankInterval(1, 4));
            assertThat(tag.pairwiseSet()).isEqualTo(new RankInterval(1, 4));
            assertThat(tag.simultaneousSet()).isEqualTo(new RankInterval(1, 4));
            assertThat(tag.topK().get(1)).isEqualTo(0.25);
            assertThat(tag.topK().get(3)).isEqualTo(0.75);
        }
    }

    @Test
    void shouldRankKnownDifferencesForCertainAndTieIdenticalColumns() {
        // given: b and c vary as one and are equal, a is b + 1 whatever b is
        double[][] one = {{1, 1, 1, 0}, {1, 1, 1, 0}, {1, 1, 1, 0}, {0, 0, 0, 1}};
        // when
        var ranking =
                Ranking.of(List.of("a", "b", "c", "d"), new double[] {1, 0, 0, -40}, Covariance.of(one), SETTINGS, 1);
        // then
        assertThat(ranking.effects())
                .extracting(RankedEffect::drawn)
                .containsExactly(
                        new RankInterval(1, 1), new RankInterval(2, 3), new RankInterval(2, 3), new RankInterval(4, 4));
        assertThat(ranking.effects().get(1).topK()).containsEntry(1, 0.0).containsEntry(3, 1.0);
        assertThat(ranking.probabilityHarder(0, 1)).isEqualTo(1);
        assertThat(ranking.probabilityHarder(1, 2)).isEqualTo(0.5);
        assertThat(ranking.effects().get(1).expectedRank()).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void shouldRankOneThingFirst() {
        // when
        var only = Ranking.of(List.of("a"), new double[] {3}, Covariance.of(new double[][] {{2}}), SETTINGS, 1)
                .effects()
                .getFirst();
        // then
        assertThat(only.effect()).isZero();
        assertThat(only.expectedRank()).isEqualTo(1);
        assertThat(only.simultaneousSet()).isEqualTo(new RankInterval(1, 1));
        assertThat(only.topK()).containsExactly(Map.entry(1, 1.0));
    }

    @Test
    void shouldRefuseWhatIsNoPosterior() {
        // given
        var names = List.of("a", "b");
        var unit = Covariance.of(new double[][] {{1, 0}, {0, 1}});
        // when / then
        assertThatThrownBy(() -> Ranking.of(names, new double[] {1, Double.NaN}, unit, SETTINGS, 1))
                .hasMessage("effect of b must be finite, was NaN");
        assertThatThrownBy(() -> Ranking.of(List.of("a", "a"), new double[2], unit, SETTINGS, 1))
                .hasMessage("names must be distinct, twice a");
        assertThatThrownBy(() -> Ranking.of(names, new double[3], unit, SETTINGS, 1))
                .hasMessageContaining("2, 3 and 2");
        assertThatThrownBy(() -> Ranking.of(List.of(), new double[0], Covariance.of(), SETTINGS, 1))
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> Ranking.of(names, new double[2], matrix(-1, 0, 0, 1), SETTINGS, 1))
                .hasMessageContaining("variance of a must be finite and >= 0");
        assertThatThrownBy(() -> Ranking.of(names, new double[2], matrix(1, 0.5, 0.4, 1), SETTINGS, 1))
                .hasMessageContaining("symmetric");
        assertThatThrownBy(() -> Ranking.of(names, new double[2], matrix(1, 2, 2, 1), SETTINGS, 1))
                .hasMessageContaining("no negative direction");
        assertThatThrownBy(() -> SETTINGS.withDraws(9_999, 1)).hasMessage("draws must be at least 10000, was 9999");
    }

    private static Covariance matrix(double a, double b, double c, double d) {
        return Covariance.of(new double[][] {{a, b}, {c, d}});
    }

    private static List<String> names(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> "t" + i)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static double[] effects(long seed, int size) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, size).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    /** Of the given rank, if that is below the size. */
    private static Covariance covariance(long seed, int size, int rank) {
        var random = new SplittableRandom(seed + 1);
        double[][] root = new double[size][rank];
        for (double[] row : root) {
            Arrays.setAll(row, i -> random.nextGaussian() / Math.sqrt(rank));
        }
        double[][] rows = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < rank; k++) {
                    rows[i][j] += root[i][k] * root[j][k];
                }
            }
        }
        return Covariance.of(rows);
    }
}
