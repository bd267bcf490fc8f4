package dev.engram.hardness.glmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.fit.MixedModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is refused, what is left out and what is marked, and never a bare number instead. */
class ScreeningTest {
    private static final int ROWS = 400;

    @ParameterizedTest
    @EnumSource(Method.class)
    void shouldRefuseWhatHoldsNoInformation(Method method) {
        // given
        var zeros = new byte[ROWS];
        var ones = new byte[ROWS];
        Arrays.fill(ones, (byte) 1);

        // when, then
        assertThat(reason(Design.of(zeros).random(groups(20)), method)).isEqualTo(Unfit.Reason.CONSTANT_RESPONSE);
        assertThat(reason(Design.of(ones).random(groups(20)), method)).isEqualTo(Unfit.Reason.CONSTANT_RESPONSE);
        assertThat(reason(Design.of(new byte[0]), method)).isEqualTo(Unfit.Reason.TOO_FEW_ROWS);
        assertThat(reason(Design.of(coins(1)).random(groups(1)), method)).isEqualTo(Unfit.Reason.TOO_FEW_LEVELS);
        var few = Design.of(new byte[] {0, 1, 0});
        for (int k = 0; k < 3; k++) {
            few.fixed(new FixedTerm.Numeric("x" + k, Column.of(k, 2, k * k)));
        }
        assertThat(reason(few, method)).isEqualTo(Unfit.Reason.TOO_FEW_ROWS);
    }

    @Test
    void shouldNameTheColumnAndTheRowOfANumberThatIsNotFinite() {
        // given
        var values = uniform(2);
        values[7] = Double.NaN;

        // when
        var unfit = (Unfit) fit(Design.of(coins(1)).fixed(new FixedTerm.Numeric("age", Column.of(values))));

        // then
        assertThat(unfit.reason()).isEqualTo(Unfit.Reason.NOT_FINITE);
        assertThat(unfit.sentence()).contains("age").contains("row 8");
        values[7] = Double.POSITIVE_INFINITY;
        assertThat(reason(Design.of(coins(1)).offset(Column.of(values)), Method.JOINT))
                .isEqualTo(Unfit.Reason.NOT_FINITE);
    }

    @Test
    void shouldLeaveOutWhatOthersDetermine() {
        // given
        var x = uniform(2);
        var twice = Arrays.stream(x).map(value -> 2 * value + 1).toArray();
        var constant = new double[ROWS];
        Arrays.fill(constant, 3);
        var levels = new byte[ROWS];
        for (int n = 0; n < ROWS; n++) {
            levels[n] = (byte) (n % 3);
        }

        // when
        var fit = (Fit) fit(Design.of(coins(1))
                .fixed(new FixedTerm.Numeric("x", Column.of(x)))
                .fixed(new FixedTerm.Numeric("constant", Column.of(constant)))
                .fixed(new FixedTerm.Numeric("twice", Column.of(twice)))
                .fixed(FixedTerm.Categorical.of("l", List.of("a", "b", "c", "unseen"), levels))
                .random(groups(20)));

        // then
        assertThat(fit.fixed()).extracting(FixedEffect::name).containsExactly(Design.INTERCEPT, "x", "lb", "lc");
        assertThat(fit.warnings())
                .filteredOn(warning -> warning.code() == FitWarning.Code.ALIASED)
                .singleElement()
                .satisfies(warning -> assertThat(warning.sentence()).contains("constant, twice, lunseen"));
    }

    @Test
    void shouldSayThatAColumnIsLeftOutForItsSize() {
        // given a time in seconds since long ago, and the same from its mean
        var x = uniform(2);
        var far = Arrays.stream(x).map(value -> 1e9 + value).toArray();

        // when
        var lost = (Fit) fit(Design.of(coins(1))
                .fixed(new FixedTerm.Numeric("far", Column.of(far)))
                .random(groups(20)));
        var kept = (Fit) fit(Design.of(coins(1))
                .fixed(new FixedTerm.Numeric("x", Column.of(x)))
                .random(groups(20)));

        // then
        assertThat(lost.warnings())
                .filteredOn(warning -> warning.code() == FitWarning.Code.ALIASED)
                .singleElement()
                .satisfies(warning -> assertThat(warning.sentence())
                        .endsWith("far. far hardly varies beside its own size: subtract its mean."));
        assertThat(kept.warnings()).noneMatch(warning -> warning.code() == FitWarning.Code.ALIASED);
    }

    @Test
    void shouldKeepNearlyDependentColumns() {
        // given a year, whose mean is four hundred times its spread, and its square
        var year = Arrays.stream(uniform(2))
                .map(value -> 2000 + Math.floor(20 * value))
                .toArray();
        var square = Arrays.stream(year).map(value -> value * value).toArray();

        // when
        var fit = (Fit) fit(Design.of(coins(1))
                .fixed(new FixedTerm.Numeric("year", Column.of(year)))
                .fixed(new FixedTerm.Numeric("square", Column.of(square))));

        // then
        assertThat(fit.fixed()).hasSize(3);
        assertThat(fit.warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"JOINT", "LAPLACE"})
    void shouldMarkWhatSeparatesAndFitTheRestAsIfItsRowsWereNotThere(Method method) {
        // given a level whose rows are all lapses
        var response = coins(1);
        var level = new byte[ROWS];
        for (int n = 0; n < ROWS; n++) {
            level[n] = (byte) (n % 4);
            response[n] = level[n] == 2 ? 1 : response[n];
        }
        var x = new FixedTerm.Numeric("x", Column.of(uniform(2)));
        var design = Design.of(response)
                .fixed(x)
                .fixed(FixedTerm.Categorical.of("l", List.of("a", "b", "c", "d"), level))
                .random(groups(20))
                .build();
        int[] others = IntStream.range(0, ROWS).filter(n -> level[n] != 2).toArray();

        // when
        var fit = (Fit) MixedModel.fit(design, FitSettings.of(method));
        var rest = (Fit) MixedModel.fit(Reduced.rows(design, others), FitSettings.of(method));

        // then
        var separated = fit.fixed("lc");
        assertThat(separated.bounded()).isFalse();
        assertThat(separated.estimate()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(fit.rows()).isEqualTo(ROWS);
        assertThat(fit.logLik()).isEqualTo(rest.logLik());
        assertThat(fit.fixed("x")).isEqualTo(rest.fixed("x"));
        assertThat(fit.fixed("ld")).isEqualTo(rest.fixed("ld"));
        assertThat(fit.warnings())
                .filteredOn(warning -> warning.code() == FitWarning.Code.SEPARATION)
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.sentence()).contains("of lc:").contains("100 of 400"));
    }

    @Test
    void shouldApproachTheLimitThatItReportsForSeparation() {
        // given rows that are all lapses, held near certainty by an offset instead of a coefficient
        var response = coins(1);
        var x = new double[ROWS];
        for (int n = 0; n < ROWS; n++) {
            x[n] = n % 4 == 2 ? 1 : 0;
            response[n] = n % 4 == 2 ? 1 : response[n];
        }
        var limit = (Fit) fit(Design.of(response)
                .fixed(new FixedTerm.Numeric("x", Column.of(x)))
                .random(groups(20)));

        // when
        var held = Arrays.stream(x).map(value -> 20 * value).toArray();
        var near = (Fit) fit(Design.of(response).offset(Column.of(held)).random(groups(20)));

        // then
        assertThat(limit.fixed("x").bounded()).isFalse();
        assertThat(limit.logLik()).isCloseTo(near.logLik(), within(1e-5));
        assertThat(limit.random("g").sd()).isCloseTo(near.random("g").sd(), within(1e-5));
        assertThat(limit.fixed(Design.INTERCEPT).estimate())
                .isCloseTo(near.fixed(Design.INTERCEPT).estimate(), within(1e-5));
    }

    @Test
    void shouldRefuseWhatIsPredictedPerfectly() {
        // given
        var x = uniform(2);
        var response = new byte[ROWS];
        for (int n = 0; n < ROWS; n++) {
            response[n] = (byte) (x[n] > 0.4 ? 1 : 0);
        }

        // when
        var unfit = (Unfit) fit(Design.of(response)
                .fixed(new FixedTerm.Numeric("x", Column.of(x)))
                .random(groups(20)));

        // then
        assertThat(unfit.reason()).isEqualTo(Unfit.Reason.SEPARATION);
        assertThat(unfit.sentence()).contains("x").contains("separation");
    }

    @Test
    void shouldNotCallExtremeRowsSeparated() {
        // given a column with an outlier that is predicted almost surely, and rows that contradict each other
        var x = uniform(2);
        var response = new byte[ROWS];
        var coins = uniform(3);
        for (int n = 0; n < ROWS; n++) {
            response[n] = (byte) (coins[n] < 1 / (1 + Math.exp(-4 * (x[n] - 0.5))) ? 1 : 0);
        }
        x[5] = 60;
        response[5] = 1;

        // when
        var fit = (Fit) fit(Design.of(response)
                .fixed(new FixedTerm.Numeric("x", Column.of(x)))
                .random(groups(20)));

        // then
        assertThat(fit.fixed("x").bounded()).isTrue();
        assertThat(fit.fixed("x").estimate()).isBetween(2.0, 6.0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"JOINT", "LAPLACE"})
    void shouldRefuseAFactorThatPredictsNearlyEveryResponse(Method method) {
        // given groups of which every one has the same response throughout
        var response = new byte[ROWS];
        for (int n = 0; n < ROWS; n++) {
            response[n] = (byte) (n * 20 / ROWS % 2);
        }

        // when
        var unfit =
                (Unfit) MixedModel.fit(Design.of(response).random(groups(20)).build(), FitSettings.of(method));

        // then
        assertThat(unfit.reason()).isEqualTo(Unfit.Reason.SEPARATION);
        assertThat(unfit.sentence()).contains("standard deviation of g grows without end");
    }

    @Test
    void shouldFindSeparationInAColumnFarFromZero() {
        // given
        var year = Arrays.stream(uniform(2)).map(value -> 1.7e9 + 1000 * value).toArray();
        var response = new byte[ROWS];
        for (int n = 0; n < ROWS; n++) {
            response[n] = (byte) (year[n] > 1.7e9 + 400 ? 1 : 0);
        }

        // when
        var unfit = (Unfit) fit(Design.of(response)
                .fixed(new FixedTerm.Numeric("seconds", Column.of(year)))
                .random(groups(20)));

        // then
        assertThat(unfit.reason()).isEqualTo(Unfit.Reason.SEPARATION);
        assertThat(unfit.sentence()).contains("seconds");
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"JOINT", "LAPLACE"})
    void shouldSayWhatIsTooLargeAndWhatWouldMendIt(Method method) {
        // given two crossed groupings of 50,000 levels each: a dense matrix of 20 GB would remain
        int levels = 50_000;
        var response = new byte[2 * levels];
        var first = new int[2 * levels];
        var second = new int[2 * levels];
        for (int n = 0; n < response.length; n++) {
            response[n] = (byte) (n % 3 == 0 ? 1 : 0);
            first[n] = n % levels;
            second[n] = n / 2;
        }

        // when
        var unfit = (Unfit) MixedModel.fit(
                Design.of(response)
                        .random(new RandomFactor.Grouping("a", Fixture.names("", levels), first))
                        .random(new RandomFactor.Grouping("b", Fixture.names("", levels), second))
                        .build(),
                FitSettings.of(method));

        // then
        assertThat(unfit.reason()).isEqualTo(Unfit.Reason.TOO_LARGE);
        assertThat(unfit.sentence())
                .contains("50,001 effects")
                .contains("GB")
                .contains("method " + method.name().toLowerCase(Locale.ROOT))
                .contains("pql")
                .contains("ENGRAM_HARDNESS_HEAP");
    }

    @Test
    void shouldSayWhichLevelsHaveNoRow() {
        // given
        var grouping = new RandomFactor.Grouping(
                "g", Fixture.names("g", 25), groups(20).level());

        // when
        var fit = (Fit) fit(Design.of(coins(1)).random(grouping));

        // then
        assertThat(fit.warnings()).anySatisfy(warning -> {
            assertThat(warning.code()).isEqualTo(FitWarning.Code.UNUSED_LEVELS);
            assertThat(warning.sentence()).contains("5 of 25 levels of g");
        });
        assertThat(fit.random("g").mode(24)).isZero();
        assertThat(fit.random("g").modeSd(24)).isCloseTo(fit.random("g").sd(), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void shouldSayWhereTwoFactorsGroupTheRowsAlike(Method method) {
        // given: the same groups under other names, and a tag of its own for each group
        var groups = groups(20);
        int[] turned = IntStream.of(groups.level()).map(level -> 19 - level).toArray();
        var names = Fixture.names("h", 20);
        var again = new RandomFactor.Grouping("h", names, turned);
        int[] each = IntStream.range(0, 20).toArray();
        double[] weights = new double[20];
        Arrays.fill(weights, 0.5);
        var tag = new RandomFactor.Membership(
                "h", names, "g", IntStream.rangeClosed(0, 20).toArray(), each, weights);
        int[] coarser = IntStream.of(turned).map(level -> level / 2).toArray();
        var nested = new RandomFactor.Grouping("h", Fixture.names("h", 10), coarser);

        // when, then
        for (var other : List.of(again, tag)) {
            var design = Design.of(coins(1)).random(groups).random(other).build();
            assertThat(codes(design, FitSettings.of(method))).contains(FitWarning.Code.CONFOUNDED);
            assertThat(codes(design, FitSettings.of(method).withGivenSd(Map.of("h", 0.5))))
                    .doesNotContain(FitWarning.Code.CONFOUNDED);
        }
        assertThat(codes(Design.of(coins(1)).random(groups).random(nested).build(), FitSettings.of(method)))
                .doesNotContain(FitWarning.Code.CONFOUNDED);
    }

    private static List<FitWarning.Code> codes(Design design, FitSettings settings) {
        return ((Fit) MixedModel.fit(design, settings))
                .warnings().stream().map(FitWarning::code).toList();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseAResponseThatAGroupingDecides(Method method) {
        // given: 20 groups whose rows all agree, and the same but for one row
        var decided = new byte[ROWS];
        for (int n = 0; n < ROWS; n++) {
            decided[n] = (byte) (n * 20 / ROWS % 3 == 0 ? 1 : 0);
        }
        var contradicted = decided.clone();
        contradicted[ROWS / 2] = (byte) (1 - contradicted[ROWS / 2]);
        // when, then
        var refused =
                (Unfit) MixedModel.fit(Design.of(decided).random(groups(20)).build(), FitSettings.of(method));
        assertThat(refused.reason()).isEqualTo(Unfit.Reason.SEPARATION);
        assertThat(refused.sentence()).contains("standard deviation of g");
        assertThat(MixedModel.fit(
                        Design.of(decided).random(groups(20)).build(),
                        FitSettings.of(method).withGivenSd(Map.of("g", 1.0))))
                .isInstanceOf(Fit.class);
        if (method == Method.PQL) {
            assertThat(MixedModel.fit(Design.of(contradicted).random(groups(20)).build(), FitSettings.of(method)))
                    .isInstanceOf(Fit.class);
        }
    }

    @Test
    void shouldAffordJointByRowsAndColumns() {
        // given
        var response = coins(1);
        var small = Design.of(response).random(groups(20)).build();
        var level = IntStream.range(0, ROWS).toArray();
        var wide = Design.of(response)
                .random(new RandomFactor.Grouping("a", Fixture.names("a", 6_000), level))
                .random(new RandomFactor.Grouping("b", Fixture.names("b", 5_000), level))
                .build();
        // when, then
        assertThat(MixedModel.affordsJoint(small)).isTrue();
        assertThat(MixedModel.affordsJoint(wide)).isFalse();
    }

    @Test
    void shouldRefuseSettingsThatNameNoFactor() {
        var design = Design.of(coins(1)).random(groups(20)).build();
        var settings = FitSettings.of(Method.JOINT);
        assertThatThrownBy(() -> MixedModel.fit(design, settings.withCovarianceOf("tag")))
                .hasMessage("covarianceOf: the design has no random factor tag");
        assertThatThrownBy(() -> MixedModel.fit(design, settings.withGivenSd(Map.of("tag", 1.0))))
                .hasMessage("givenSd: the design has no random factor tag");
        assertThatThrownBy(() -> settings.withGivenSd(Map.of("g", Double.NaN)))
                .hasMessage("givenSd g must be finite and >= 0, was NaN");
    }

    private static FitOutcome fit(Design.Builder builder) {
        return MixedModel.fit(builder.build(), FitSettings.of(Method.JOINT));
    }

    private static Unfit.Reason reason(Design.Builder builder, Method method) {
        return ((Unfit) MixedModel.fit(builder.build(), FitSettings.of(method))).reason();
    }

    private static RandomFactor.Grouping groups(int number) {
        return new RandomFactor.Grouping(
                "g",
                Fixture.names("g", number),
                IntStream.range(0, ROWS).map(n -> n * number / ROWS).toArray());
    }

    private static byte[] coins(long seed) {
        var random = new SplittableRandom(seed);
        var coins = new byte[ROWS];
        for (int n = 0; n < ROWS; n++) {
            // clusters that differ, so that the standard deviation of the groups is not zero
            coins[n] = (byte) (random.nextDouble() < (n / 20 % 3 + 1) / 4.0 ? 1 : 0);
        }
        return coins;
    }

    private static double[] uniform(long seed) {
        return new SplittableRandom(seed).doubles(ROWS).toArray();
    }
}
