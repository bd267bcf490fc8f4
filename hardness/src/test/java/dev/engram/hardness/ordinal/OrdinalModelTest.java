package dev.engram.hardness.ordinal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FitWarning;
import dev.engram.hardness.glmm.FitWarning.Code;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.RandomFactor.Grouping;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.glmm.Unfit.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrdinalModelTest {
    private static final FitSettings JOINT = FitSettings.of(Method.JOINT);
    private static final FitSettings GIVEN =
            JOINT.withGivenSd(Map.of("learner", 0.7, "class", 0.3, "card", 0.5, "tag", 0.8, "learner shift", 0.4));

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldNotMindTheOrderOfRows(long seed) {
        // given
        var data = new RandomRatings(seed, 500, 12, 9, 0.3);
        var random = new SplittableRandom(seed);
        double[] keys = random.doubles(500).toArray();
        int[] order = IntStream.range(0, 500)
                .boxed()
                .sorted(Comparator.comparingDouble(n -> keys[n]))
                .mapToInt(Integer::intValue)
                .toArray();
        byte[] rating = new byte[500];
        for (int n = 0; n < 500; n++) {
            rating[n] = data.rating[order[n]];
        }
        // when
        var plain = fit(data.design().withShift("learner", 2), GIVEN);
        var shuffled = fit(
                OrdinalDesign.of(data.terms(order), rating, RandomRatings.RATINGS)
                        .withShift("learner", 2),
                GIVEN);
        // then
        assertThat(shuffled.logLik()).isCloseTo(plain.logLik(), within(1e-8));
        assertThat(shuffled.random("tag").modes())
                .containsExactly(plain.random("tag").modes(), within(1e-8));
    }

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldTurnRoundWithTheCategories(long seed) {
        // given: the worst last instead of first, offset turned round too
        var data = new RandomRatings(seed, 600, 12, 9, 0.3);
        byte[] reversed = new byte[600];
        for (int n = 0; n < 600; n++) {
            reversed[n] = (byte) (3 - data.rating[n]);
        }
        var upside = OrdinalDesign.of(data.terms(rows(600)), data.rating, RandomRatings.RATINGS);
        for (int n = 0; n < 600; n++) {
            data.offset[n] = -data.offset[n];
        }
        var downside = OrdinalDesign.of(data.terms(rows(600)), reversed, RandomRatings.RATINGS.reversed());
        // when
        var up = fit(upside.withShift("learner", 2), GIVEN);
        var down = fit(downside.withShift("learner", 2), GIVEN);
        // then
        assertThat(down.logLik()).isCloseTo(up.logLik(), within(1e-7));
        for (int k = 0; k < 3; k++) {
            assertThat(down.thresholds().get(2 - k).estimate())
                    .isCloseTo(-up.thresholds().get(k).estimate(), within(1e-5));
        }
        double[] turned =
                Arrays.stream(up.random("learner shift").modes()).map(x -> -x).toArray();
        assertThat(down.random("learner shift").modes()).containsExactly(turned, within(1e-5));
    }

    @Test
    void shouldWarnOfFactorsThatGroupTheRowsAlike() {
        // given
        var data = new RandomRatings(5, 2_000, 12, 9, 0.3);
        var names = IntStream.range(0, 12).mapToObj(i -> "x" + i).toList();
        var terms = Design.of(new byte[2_000])
                .random(new Grouping("learner", names, data.learner))
                .random(new Grouping("again", names, data.learner))
                .build();
        // when
        var alike = fit(OrdinalDesign.of(terms, data.rating, RandomRatings.RATINGS), JOINT);
        var apart = fit(data.design(), JOINT);
        // then
        assertThat(alike.warnings()).extracting(FitWarning::code).contains(Code.CONFOUNDED);
        assertThat(apart.warnings()).extracting(FitWarning::code).doesNotContain(Code.CONFOUNDED);
    }

    @Test
    void shouldRecoverWhatDrewTheRatings() {
        // given
        var data = new RandomRatings(3, 12_000, 60, 50, 0.4);
        // when
        var fit = fit(data.design().withShift("learner", 2), JOINT);
        // then
        assertThat(fit.converged()).isTrue();
        assertThat(fit.fixed().getFirst().estimate())
                .isCloseTo(0.4, within(4 * fit.fixed().getFirst().se()));
        assertThat(fit.random("learner").sd()).isCloseTo(0.7, within(0.25));
        assertThat(fit.random("card").sd()).isCloseTo(0.5, within(0.2));
        assertThat(fit.random("learner shift").sd()).isCloseTo(0.4, within(0.15));
        assertThat(fit.thresholds())
                .extracting(threshold -> threshold.name())
                .containsExactly("Again|Hard", "Hard|Good", "Good|Easy");
        assertThat(fit.thresholds().get(1).estimate() - fit.thresholds().get(0).estimate())
                .isCloseTo(0.9, within(0.25));
    }

    @Test
    void shouldKeepThresholdsInOrderForLearnersWhoNeverPressHard() {
        // given: half of the learners
        var data = new RandomRatings(4, 3_000, 20, 15, 0.2);
        for (int n = 0; n < data.rating.length; n++) {
            if (data.learner[n] % 2 == 0 && data.rating[n] == 1) {
                data.rating[n] = 0;
            }
        }
        // when
        var fit = fit(data.design().withShift("learner", 2), JOINT);
        // then
        assertThat(fit.converged()).isTrue();
        var shifts = fit.random("learner shift");
        double low = fit.thresholds().get(0).estimate();
        double middle = fit.thresholds().get(1).estimate();
        double high = fit.thresholds().get(2).estimate();
        for (int i = 0; i < 20; i++) {
            assertThat(middle + shifts.mode(i)).isStrictlyBetween(low, high);
        }
        assertThat(shifts.mode(0)).isLessThan(shifts.mode(1));
    }

    @Test
    void shouldLeaveOutACategoryWithoutRows() {
        // given: nobody presses Hard
        var data = new RandomRatings(5, 800, 12, 9, 0);
        for (int n = 0; n < data.rating.length; n++) {
            data.rating[n] = data.rating[n] == 1 ? 2 : data.rating[n];
        }
        // when
        var design = data.design().withShift("learner", 2);
        var fit = fit(design, JOINT);
        // then
        assertThat(design.occurring()).containsExactly("Again", "Good", "Easy");
        assertThat(design.hasShift()).isFalse();
        assertThat(fit.thresholds())
                .extracting(threshold -> threshold.name())
                .containsExactly("Again|Good", "Good|Easy");
        assertThat(fit.random()).extracting(factor -> factor.name()).doesNotContain("learner shift");
    }

    @Test
    void shouldSayThatAVarianceIsZeroAndStayDefined() {
        // given: no learner differs from another
        var random = new SplittableRandom(6);
        int rows = 400;
        byte[] rating = new byte[rows];
        int[] learner = new int[rows];
        int[] card = new int[rows];
        for (int n = 0; n < rows; n++) {
            learner[n] = n % 10;
            rating[n] = (byte) (n / 10 % 4);
            card[n] = random.nextInt(8);
        }
        var terms = Design.of(new byte[rows])
                .random(new Grouping("learner", RandomRatings.names(10), learner))
                .random(new Grouping("card", RandomRatings.names(8), card))
                .build();
        for (var method : List.of(Method.JOINT, Method.LAPLACE)) {
            // when
            var fit = fit(OrdinalDesign.of(terms, rating, RandomRatings.RATINGS), FitSettings.of(method));
            // then
            assertThat(fit.random("learner").sd()).isZero();
            assertThat(fit.random("learner").modes()).containsOnly(0);
            assertThat(fit.warnings()).extracting(FitWarning::code).contains(Code.SINGULAR);
            assertThat(fit.converged()).isTrue();
        }
    }

    @Test
    void shouldLeaveOutWhatOthersDetermineAndMarkSeparation() {
        // given: a copy of the slope, a constant, and a mark that only the worst rating has
        var data = new RandomRatings(7, 600, 12, 9, 0);
        double[] mark = new double[600];
        double[] one = new double[600];
        Arrays.fill(one, 1);
        for (int n = 0; n < 600; n++) {
            mark[n] = data.rating[n] == 0 && n % 3 == 0 ? 1 : 0;
        }
        var terms = Design.of(new byte[600])
                .fixed(new FixedTerm.Numeric("slope", Column.of(data.slope)))
                .fixed(new FixedTerm.Numeric("copy", Column.of(data.slope)))
                .fixed(new FixedTerm.Numeric("one", Column.of(one)))
                .fixed(new FixedTerm.Numeric("mark", Column.of(mark)))
                .random(new Grouping("learner", RandomRatings.names(12), data.learner))
                .build();
        // when
        var fit = fit(OrdinalDesign.of(terms, data.rating, RandomRatings.RATINGS), JOINT);
        // then
        assertThat(fit.fixed()).extracting(effect -> effect.name()).containsExactly("slope", "mark");
        assertThat(fit.fixed().get(1).bounded()).isFalse();
        assertThat(fit.fixed().get(0).bounded()).isTrue();
        assertThat(fit.warnings()).extracting(FitWarning::code).containsExactly(Code.ALIASED, Code.SEPARATION);
    }

    @Test
    void shouldScreenAsTheBinaryModelDoes() {
        // given: ratings that the learner decides, and a mark that parts the lower two categories from the upper two
        var data = new RandomRatings(7, 600, 12, 9, 0);
        var ofLearner = new byte[600];
        var mark = new double[600];
        for (int n = 0; n < 600; n++) {
            ofLearner[n] = (byte) (data.learner[n] % 4);
            mark[n] = data.rating[n] > 1 ? 1 : 0;
        }
        var learners = Design.of(new byte[600])
                .random(new Grouping("learner", RandomRatings.names(12), data.learner))
                .build();
        var marked = Design.of(new byte[600])
                .fixed(new FixedTerm.Numeric("mark", Column.of(mark)))
                .random(new Grouping("learner", RandomRatings.names(12), data.learner))
                .build();
        // when, then
        assertThat(reason(learners, ofLearner)).isEqualTo(Reason.SEPARATION);
        assertThat(reason(marked, data.rating)).isEqualTo(Reason.SEPARATION);
    }

    @Test
    void shouldSayWhyNothingCanBeEstimated() {
        // given
        var data = new RandomRatings(8, 60, 6, 5, 0);
        byte[] same = new byte[60];
        byte[] rating = data.rating;
        double[] broken = data.slope.clone();
        broken[7] = Double.NaN;
        var oneLearner = Design.of(new byte[60])
                .random(new Grouping("learner", RandomRatings.names(6), new int[60]))
                .build();
        var notFinite = Design.of(new byte[60])
                .fixed(new FixedTerm.Numeric("slope", Column.of(broken)))
                .random(new Grouping("learner", RandomRatings.names(6), data.learner))
                .build();
        var tooLarge = Design.of(new byte[60])
                .random(new Grouping("learner", RandomRatings.names(6_000), data.learner))
                .random(new Grouping("card", RandomRatings.names(5_000), data.card))
                .build();
        // when / then
        assertThat(reason(tooLarge, rating)).isEqualTo(Reason.TOO_LARGE);
        assertThat(reason(data.terms(rows(60)), same)).isEqualTo(Reason.CONSTANT_RESPONSE);
        assertThat(reason(oneLearner, rating)).isEqualTo(Reason.TOO_FEW_LEVELS);
        assertThat(reason(notFinite, rating)).isEqualTo(Reason.NOT_FINITE);
        assertThat(reason(data.terms(rows(5)), Arrays.copyOf(rating, 5))).isEqualTo(Reason.TOO_FEW_ROWS);
        assertThat(OrdinalModel.fit(data.design(), FitSettings.of(Method.PQL)))
                .isInstanceOfSatisfying(
                        Unfit.class, unfit -> assertThat(unfit.reason()).isEqualTo(Reason.NOT_COVERED));
    }

    @Test
    void shouldRefuseADesignThatDoesNotFitTogether() {
        // given
        var data = new RandomRatings(9, 60, 6, 5, 0);
        var terms = data.terms(rows(60));
        var design = data.design();
        // when / then
        assertThatThrownBy(() -> OrdinalDesign.of(terms, new byte[3], RandomRatings.RATINGS))
                .hasMessageContaining("category: one for each of the 60 rows");
        assertThatThrownBy(() -> OrdinalDesign.of(terms, data.rating, List.of("Again", "Good")))
                .hasMessageContaining("category: 0 to 1, not");
        assertThatThrownBy(() -> design.withShift("nobody", 2)).hasMessage("shift: no grouping is named nobody");
        assertThatThrownBy(() -> design.withShift("learner", 4)).hasMessage("shift: threshold 1 to 3, not 4");
        assertThatThrownBy(() -> OrdinalModel.fit(design, JOINT.withCovarianceOf("nothing")))
                .hasMessage("covarianceOf: the design has no random factor nothing");
    }

    private static Reason reason(Design terms, byte[] rating) {
        var outcome = OrdinalModel.fit(OrdinalDesign.of(terms, rating, RandomRatings.RATINGS), JOINT);
        return ((Unfit) outcome).reason();
    }

    private static Fit fit(OrdinalDesign design, FitSettings settings) {
        return (Fit) OrdinalModel.fit(design, settings);
    }

    private static int[] rows(int count) {
        return IntStream.range(0, count).toArray();
    }
}
