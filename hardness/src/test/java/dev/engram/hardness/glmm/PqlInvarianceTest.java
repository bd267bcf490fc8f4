package dev.engram.hardness.glmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.PqlDesigns.Shape;
import dev.engram.hardness.glmm.fit.MixedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PqlInvarianceTest {
    private static final FitSettings SETTINGS = FitSettings.of(Method.PQL).withCovarianceOf("tag");

    @Test
    void shouldGiveTheSameBitsForAnyNumberOfThreads() {
        // given enough rows for many chunks, and effects for many tiles of the inverse
        var design = PqlDesigns.draw(new Shape(120_000, 650, 600, 12, 0.5, 0.4, 0.5), 3);
        // when
        long[] one = bits((Fit) MixedModel.fit(design, SETTINGS));
        long[] two = bits((Fit) MixedModel.fit(design, SETTINGS.withThreads(2)));
        long[] five = bits((Fit) MixedModel.fit(design, SETTINGS.withThreads(5)));
        // then
        assertThat(two).isEqualTo(one);
        assertThat(five).isEqualTo(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldGiveTheSameBitsForAnyOrderOfTheRows(long seed) {
        // given
        var design = PqlDesigns.draw(PqlDesigns.SMALL, seed);
        var order = new ArrayList<>(IntStream.range(0, design.rows()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        // when
        var shuffled = (Fit) MixedModel.fit(rearranged(design, order, identity(40)), SETTINGS);
        // then
        assertThat(bits(shuffled)).isEqualTo(bits((Fit) MixedModel.fit(design, SETTINGS)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldNotMindOtherNamesOfLevels(long seed) {
        // given
        var design = PqlDesigns.draw(PqlDesigns.SMALL, seed);
        var names = new ArrayList<>(identity(40));
        Collections.shuffle(names, new Random(seed));
        // when
        var fit = (Fit) MixedModel.fit(design, SETTINGS);
        var renamed = (Fit) MixedModel.fit(rearranged(design, identity(design.rows()), names), SETTINGS);
        // then
        assertThat(renamed.logLik()).isCloseTo(fit.logLik(), within(1e-5));
        for (int i = 0; i < 40; i++) {
            assertThat(renamed.random("learner").mode(names.get(i)))
                    .isCloseTo(fit.random("learner").mode(i), within(1e-6));
        }
        for (int t = 0; t < 6; t++) {
            assertThat(renamed.random("tag").mode(t))
                    .isCloseTo(fit.random("tag").mode(t), within(1e-6));
        }
    }

    @Test
    void shouldNotMindWhetherColumnsAreBinned() {
        // given
        var binned = PqlDesigns.draw(PqlDesigns.SMALL, 5, true);
        var offset = binned.offset();
        var dense = Design.of(binned.response())
                .offset(Column.of(IntStream.range(0, binned.rows())
                        .mapToDouble(offset::at)
                        .toArray()));
        binned.fixed().forEach(dense::fixed);
        binned.random().forEach(dense::random);
        // when
        var one = (Fit) MixedModel.fit(binned, SETTINGS);
        var other = (Fit) MixedModel.fit(dense.build(), SETTINGS);
        // then
        assertThat(other.logLik()).isCloseTo(one.logLik(), within(1e-6));
        for (int k = 0; k < one.fixed().size(); k++) {
            assertThat(other.fixed().get(k).estimate())
                    .isCloseTo(one.fixed().get(k).estimate(), within(1e-6));
        }
    }

    private static List<Integer> identity(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    private static Design rearranged(Design design, List<Integer> order, List<Integer> learnerNames) {
        int[] rows = order.stream().mapToInt(i -> i).toArray();
        var response = new byte[rows.length];
        var offset = new double[rows.length];
        for (int n = 0; n < rows.length; n++) {
            response[n] = (byte) design.responseAt(rows[n]);
            offset[n] = design.offset().at(rows[n]);
        }
        var builder = Design.of(response).offset(Column.of(offset));
        for (var term : design.fixed()) {
            var categorical = (FixedTerm.Categorical) term;
            var level = new byte[rows.length];
            for (int n = 0; n < rows.length; n++) {
                level[n] = (byte) categorical.at(rows[n]);
            }
            builder.fixed(FixedTerm.Categorical.of(categorical.name(), categorical.levels(), level));
        }
        for (var factor : design.random()) {
            builder.random(
                    factor instanceof RandomFactor.Grouping grouping
                            ? new RandomFactor.Grouping(
                                    grouping.name(),
                                    grouping.levels(),
                                    Arrays.stream(rows)
                                            .map(n -> grouping.name().equals("learner")
                                                    ? learnerNames.get(grouping.at(n))
                                                    : grouping.at(n))
                                            .toArray())
                            : factor);
        }
        return builder.build();
    }

    private static long[] bits(Fit fit) {
        var values = new ArrayList<Double>();
        values.add(fit.logLik());
        fit.fixed().forEach(effect -> {
            values.add(effect.estimate());
            values.add(effect.se());
        });
        fit.random().forEach(factor -> {
            values.add(factor.sd());
            Arrays.stream(factor.modes()).forEach(values::add);
            Arrays.stream(factor.modeSds()).forEach(values::add);
        });
        Arrays.stream(fit.covariance("tag").toArray()).forEach(values::add);
        return values.stream().mapToLong(Double::doubleToLongBits).toArray();
    }
}
