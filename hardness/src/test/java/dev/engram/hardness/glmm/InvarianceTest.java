package dev.engram.hardness.glmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.fit.MixedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must not change a fit, or change it in a known way. */
class InvarianceTest {
    /** Orders of sums differ, and the search stops where a gain is at its rounding. */
    private static final double CLOSE = 1e-5;

    private static final List<Fixture.Review> REVIEWS = Fixture.reviews();

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"JOINT", "LAPLACE"})
    void shouldGiveTheSameBitsForAnyNumberOfThreadsAndEveryTime(Method method) {
        // given
        var design = Fixture.offset(REVIEWS.subList(0, 2000));
        var settings = FitSettings.of(method).withCovarianceOf("tag");

        // when
        var one = (Fit) MixedModel.fit(design, settings);
        var many = (Fit) MixedModel.fit(design, settings.withThreads(4));

        // then
        shouldHaveTheSameBits(one, many);
        assertThat(many.covariance("tag").toArray())
                .isEqualTo(one.covariance("tag").toArray());
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"JOINT", "LAPLACE"})
    void shouldGiveTheSameBitsForAnyOrderOfTheRows(Method method) {
        // given
        var shuffled = new ArrayList<>(REVIEWS);
        Collections.shuffle(shuffled, new Random(3));

        // when, then
        shouldHaveTheSameBits(fit(Fixture.offset(REVIEWS), method), fit(Fixture.offset(shuffled), method));
        shouldHaveTheSameBits(fit(withSlope(REVIEWS), method), fit(withSlope(shuffled), method));
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"JOINT", "LAPLACE"})
    void shouldNotDependOnTheNamesOfLevels(Method method) {
        // given
        int learners = Fixture.LEARNERS;
        var renumbered = REVIEWS.stream()
                .map(r -> new Fixture.Review(
                        (r.learner() * 7 + 11) % learners,
                        r.card(),
                        r.elapsed(),
                        r.planned(),
                        r.lapse(),
                        r.successes(),
                        r.lapses()))
                .toList();

        // when
        var plain = fit(Fixture.offset(REVIEWS), method);
        var other = fit(Fixture.offset(renumbered), method);

        // then
        shouldBeAlike(plain, other, 0);
        for (int learner = 0; learner < learners; learner++) {
            assertThat(other.random("learner").mode((learner * 7 + 11) % learners))
                    .isCloseTo(plain.random("learner").mode(learner), within(CLOSE));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"JOINT", "LAPLACE"})
    void shouldTakeAConstantAddedToAllEffectsOutOfTheIntercept(Method method) {
        var raised = Fixture.withOffset(REVIEWS, review -> 0.8 * Math.log(review.elapsed()) + 3);
        shouldBeAlike(fit(Fixture.offset(REVIEWS), method), fit(raised, method), -3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"JOINT", "LAPLACE"})
    void shouldTurnEverySignWhenTheResponseIsTurned(Method method) {
        // given
        var turned = REVIEWS.stream()
                .map(r -> new Fixture.Review(
                        r.learner(), r.card(), r.elapsed(), r.planned(), !r.lapse(), r.successes(), r.lapses()))
                .toList();

        // when
        var plain = fit(Fixture.offset(REVIEWS), method);
        var other = fit(Fixture.withOffset(turned, review -> -0.8 * Math.log(review.elapsed())), method);

        // then
        assertThat(other.logLik()).isCloseTo(plain.logLik(), within(CLOSE));
        for (int c = 0; c < plain.fixed().size(); c++) {
            assertThat(other.fixed().get(c).estimate())
                    .isCloseTo(-plain.fixed().get(c).estimate(), within(CLOSE));
        }
        for (var factor : plain.random()) {
            for (int i = 0; i < factor.levels().size(); i++) {
                assertThat(other.random(factor.name()).mode(i)).isCloseTo(-factor.mode(i), within(CLOSE));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"JOINT", "LAPLACE"})
    void shouldReadBinsLikeTheNumbersTheyStandFor(Method method) {
        // given planned intervals in whole days, which are few
        var values = REVIEWS.stream()
                .mapToDouble(Fixture.Review::planned)
                .map(Math::rint)
                .toArray();
        var distinct = IntStream.range(0, values.length)
                .mapToDouble(n -> values[n])
                .distinct()
                .sorted()
                .toArray();
        var bin = new byte[values.length];
        for (int n = 0; n < bin.length; n++) {
            bin[n] = (byte) Arrays.binarySearch(distinct, values[n]);
        }
        var groups = new RandomFactor.Grouping(
                "learner",
                Fixture.names("", Fixture.LEARNERS),
                REVIEWS.stream().mapToInt(Fixture.Review::learner).toArray());

        // when
        var dense = fit(
                Fixture.strata(REVIEWS)
                        .fixed(new FixedTerm.Numeric("days", Column.of(values)))
                        .random(groups)
                        .build(),
                method);
        var binned = fit(
                Fixture.strata(REVIEWS)
                        .fixed(new FixedTerm.Numeric("days", Column.binned(bin, distinct)))
                        .random(groups)
                        .build(),
                method);

        // then
        assertThat(distinct.length).isBetween(10, 256);
        shouldBeAlike(dense, binned, 0);
    }

    private static void shouldHaveTheSameBits(Fit one, Fit other) {
        assertThat(other.logLik()).isEqualTo(one.logLik());
        assertThat(other.fixed()).isEqualTo(one.fixed());
        for (var factor : one.random()) {
            assertThat(other.random(factor.name()).sd()).isEqualTo(factor.sd());
            assertThat(other.random(factor.name()).modes()).isEqualTo(factor.modes());
            assertThat(other.random(factor.name()).modeSds()).isEqualTo(factor.modeSds());
        }
    }

    /** One grouping and a dense column, so that many rows tie in all but their numbers. */
    private static Design withSlope(List<Fixture.Review> reviews) {
        return Fixture.strata(reviews)
                .fixed(new FixedTerm.Numeric("t", Fixture.column(reviews, review -> Math.log(review.elapsed()))))
                .random(new RandomFactor.Grouping(
                        "learner",
                        Fixture.names("", Fixture.LEARNERS),
                        reviews.stream().mapToInt(Fixture.Review::learner).toArray()))
                .build();
    }

    private static Fit fit(Design design, Method method) {
        return (Fit) MixedModel.fit(design, FitSettings.of(method));
    }

    private static void shouldBeAlike(Fit one, Fit other, double intercept) {
        assertThat(other.logLik()).isCloseTo(one.logLik(), within(CLOSE));
        assertThat(other.fixed()).hasSameSizeAs(one.fixed());
        for (int c = 0; c < one.fixed().size(); c++) {
            var effect = one.fixed().get(c);
            assertThat(other.fixed(effect.name()).estimate())
                    .isCloseTo(effect.estimate() + (c == 0 ? intercept : 0), within(CLOSE));
            assertThat(other.fixed(effect.name()).se()).isCloseTo(effect.se(), within(CLOSE));
        }
        for (var factor : one.random()) {
            assertThat(other.random(factor.name()).sd()).isCloseTo(factor.sd(), within(CLOSE));
            if (!factor.name().equals("learner")) {
                for (int i = 0; i < factor.levels().size(); i++) {
                    assertThat(other.random(factor.name()).mode(i)).isCloseTo(factor.mode(i), within(CLOSE));
                    assertThat(other.random(factor.name()).modeSd(i)).isCloseTo(factor.modeSd(i), within(CLOSE));
                }
            }
        }
    }
}
