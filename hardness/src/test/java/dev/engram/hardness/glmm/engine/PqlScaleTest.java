package dev.engram.hardness.glmm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitProgress;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.PqlDesigns;
import dev.engram.hardness.glmm.PqlDesigns.Shape;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PqlScaleTest {
    @Test
    void shouldPackRowsAsSmallAsItSays() {
        // given
        var shape = new Shape(60_000, 50, 400, 6, 0.5, 0.4, 0.5);
        // when
        var exact = new Layout(PqlDesigns.draw(shape, 1), WorkerTeam.ALONE).rows;
        var binned = new Layout(PqlDesigns.draw(shape, 1, true), WorkerTeam.ALONE).rows;
        // then 4 bytes a row and 8 for its offset, 8 a tuple beside its weight, 4 a level and the two ends
        assertThat(exact.bytes()).isEqualTo(12L * exact.rows + 8L * exact.tuples() + 4 * (400 + 2));
        assertThat(binned.bytes()).isEqualTo(4L * binned.rows + 8L * binned.tuples() + 4 * (400 + 2));
    }

    @Test
    void shouldBoundTheSumsOfChunksByTheModelAndNotByThreads() {
        // given many levels of both groupings
        var model = new Layout(
                PqlDesigns.draw(new Shape(200_000, 150_000, 100_000, 3, 0.5, 0.5, 0.5), 1, true), WorkerTeam.ALONE);
        // when
        long bytes = 8L * model.width * (model.chunk.length - 1);
        // then a residual and the weight with each of 13 fixed columns, for each card
        assertThat(model.width).isBetween(14 * 100_000, 15 * 100_000);
        assertThat(bytes).isLessThanOrEqualTo(Math.max(Layout.SUMS_BYTES, 8L * model.width * Layout.FEWEST_CHUNKS));
    }

    @Test
    void shouldSolveForWhatADenseInverseWouldSay() {
        // given
        var design = PqlDesigns.draw(PqlDesigns.SMALL, 11);
        var sds = Map.of("learner", 0.5, "card", 0.4, "tag", 0.6);
        try (var team = new WorkerTeam(1)) {
            var mode = new PqlIterations(new Layout(design, team), new VarianceFixedPoint(design, sds));
            mode.run(-1, 50, FitProgress.SILENT);
            // when
            var joint = mode.traces.joint().joint;
            var solved = new SolvedUncertainty(mode.system, mode.sds.sd());
            // then
            for (int k = 0; k < 13; k++) {
                assertThat(Math.sqrt(solved.ofCoefficients(k, k)))
                        .isCloseTo(Math.sqrt(joint.ofCoefficients(k, k)), within(1e-6));
            }
            assertThat(solved.covariance(2).conditional()).isFalse();
            for (int i = 0; i < 36; i++) {
                assertThat(solved.covariance(2).toArray()[i])
                        .isCloseTo(joint.covariance(2).toArray()[i], within(1e-5));
            }
            // the primary grouping is the cards: what is taken as known makes their deviations smaller, and not by much
            assertThat(solved.covariance(1).conditional()).isTrue();
            for (int j = 0; j < 60; j++) {
                assertThat(solved.sds(1)[j]).isBetween(0.8 * joint.sds(1)[j], joint.sds(1)[j] + 1e-12);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}, SD of tags {1}")
    @CsvSource({"1, 0.5", "2, 0.5", "3, 0"})
    void shouldEstimateTheTracesOfTheJointInverse(long seed, double tagSd) {
        // given few rows for each level, so that what the other effects are matters
        var design = PqlDesigns.draw(new Shape(3_000, 420, 500, 6, 0.8, 0.5, 0.5), seed);
        try (var team = new WorkerTeam(1)) {
            var sds = new VarianceFixedPoint(design, Map.of());
            var mode = new PqlIterations(new Layout(design, team), sds);
            mode.run(-1, 50, FitProgress.SILENT);
            sds.sd()[2] = tagSd;
            mode.system.refresh(sds.sd());
            // when
            var trace = new HutchinsonTrace(mode.system, sds);
            double[] estimated = trace.determined();
            double[] exact = new JointTraces(mode.system, sds.sd()).determined();
            double[] conditional = mode.system.determined();
            // then
            assertThat(conditional[1]).isGreaterThan(1.05 * exact[1]);
            for (int f = 0; f < 2; f++) {
                assertThat(estimated[f]).as("factor " + f).isCloseTo(exact[f], withinPercentage(2));
            }
            // six tags are solved for one by one
            assertThat(estimated[2]).isCloseTo(exact[2], withinPercentage(0.5));
            // and where a standard deviation has come to zero, or left it, since
            sds.sd()[2] = 0.5 - tagSd;
            mode.system.refresh(sds.sd());
            double moved = new JointTraces(mode.system, sds.sd()).determined()[2];
            assertThat(trace.determined()[2]).isCloseTo(moved, withinPercentage(0.5));
        }
    }

    @Test
    void shouldFitMoreThanTwoGroupingsAndMembershipsOfSeveral() {
        // given an author for each learner's block of rows, and schools of learners
        var base = PqlDesigns.draw(PqlDesigns.SMALL, 4);
        var author = IntStream.range(0, base.rows()).map(n -> n % 7).toArray();
        var learner = (RandomFactor.Grouping) base.random().getFirst();
        var school = IntStream.range(0, 40).map(i -> i % 5).toArray();
        var weight = new double[40];
        java.util.Arrays.fill(weight, 1);
        var builder = Design.of(base.response()).offset(base.offset());
        base.fixed().forEach(builder::fixed);
        base.random().forEach(builder::random);
        var design = builder.random(new RandomFactor.Grouping("author", PqlDesigns.names("A", 7), author))
                .random(new RandomFactor.Membership(
                        "school",
                        PqlDesigns.names("S", 5),
                        learner.name(),
                        IntStream.rangeClosed(0, 40).toArray(),
                        school,
                        weight))
                .build();
        var given = Map.of("learner", 0.5, "card", 0.4, "tag", 0.6, "author", 0.2, "school", 0.3);
        // when
        var pql = (Fit) MixedModel.fit(
                design, FitSettings.of(Method.PQL).withGivenSd(given).withCovarianceOf("school", "author", "card"));
        var joint = (Fit) MixedModel.fit(
                design, FitSettings.of(Method.JOINT).withGivenSd(given).withCovarianceOf("school", "author", "card"));
        // then
        assertThat(pql.logLik()).isCloseTo(joint.logLik(), within(1e-7));
        for (var factor : pql.random()) {
            for (int i = 0; i < factor.levels().size(); i++) {
                assertThat(factor.mode(i)).isCloseTo(joint.random(factor.name()).mode(i), within(1e-8));
                assertThat(factor.modeSd(i))
                        .isCloseTo(joint.random(factor.name()).modeSd(i), within(1e-7));
            }
        }
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                assertThat(pql.covariance("school").at(i, j))
                        .isCloseTo(joint.covariance("school").at(i, j), within(1e-8));
            }
        }
    }

    @Test
    void shouldFitOneGroupingAloneWithLevelsThatNobodyUses() {
        // given numeric columns, dense and binned, a level without rows and a tag that no learner has
        var base = PqlDesigns.draw(PqlDesigns.SMALL, 6, true);
        var learner = (RandomFactor.Grouping) base.random().getFirst();
        var tag = IntStream.range(0, 41).map(i -> i % 3).toArray();
        var weight = new double[41];
        java.util.Arrays.fill(weight, 0.5);
        var dense =
                IntStream.range(0, base.rows()).mapToDouble(n -> Math.sin(n)).toArray();
        var bins = new byte[base.rows()];
        for (int n = 0; n < bins.length; n++) {
            bins[n] = (byte) (n % 5);
        }
        var design = Design.of(base.response())
                .fixed(new FixedTerm.Numeric("dense", Column.of(dense)))
                .fixed(new FixedTerm.Numeric("binned", Column.binned(bins, new double[] {-1, 0, 0.5, 2, 3})))
                .fixed(base.fixed().getFirst())
                .random(new RandomFactor.Grouping("learner", PqlDesigns.names("L", 41), learner.level()))
                .random(new RandomFactor.Membership(
                        "tag",
                        PqlDesigns.names("T", 4),
                        "learner",
                        IntStream.rangeClosed(0, 41).toArray(),
                        tag,
                        weight))
                .build();
        for (double tagSd : new double[] {0.7, 0}) {
            var given = Map.of("learner", 0.5, "tag", tagSd);
            // when
            var pql = (Fit) MixedModel.fit(
                    design, FitSettings.of(Method.PQL).withGivenSd(given).withCovarianceOf("learner", "tag"));
            var joint = (Fit) MixedModel.fit(
                    design, FitSettings.of(Method.JOINT).withGivenSd(given).withCovarianceOf("learner", "tag"));
            // then
            assertThat(pql.logLik()).isCloseTo(joint.logLik(), within(1e-7));
            for (int k = 0; k < pql.fixed().size(); k++) {
                assertThat(pql.fixed().get(k).estimate())
                        .isCloseTo(joint.fixed().get(k).estimate(), within(1e-8));
                assertThat(pql.fixed().get(k).se())
                        .isCloseTo(joint.fixed().get(k).se(), within(1e-7));
            }
            for (var factor : pql.random()) {
                for (int i = 0; i < factor.levels().size(); i++) {
                    assertThat(factor.mode(i))
                            .isCloseTo(joint.random(factor.name()).mode(i), within(1e-8));
                    for (int j = 0; j < factor.levels().size(); j++) {
                        assertThat(pql.covariance(factor.name()).at(i, j))
                                .isCloseTo(joint.covariance(factor.name()).at(i, j), within(1e-8));
                    }
                }
            }
        }
    }
}
