package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.Covariance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final List<String> TAGS =
            IntStream.range(0, 12).mapToObj(t -> "t" + t).toList();
    private static final double[] MODES =
            IntStream.range(0, 12).mapToDouble(t -> t / 10.0).toArray();
    private static final List<String> ANCHORS = TAGS.subList(0, 10);

    @Test
    void shouldMeasureFromTheMeanOfTheAnchors() {
        // given independent effects of variance 1: against the mean of 10 anchors an anchor has variance 1 - 1/10,
        // another 1 + 1/10
        var reference = new Reference(TAGS, MODES, independent(), ANCHORS);

        assertThat(reference.effects[0]).isCloseTo(-0.45, within(1e-12));
        assertThat(reference.effects[11]).isCloseTo(0.65, within(1e-12));
        assertThat(reference.sds[3]).isCloseTo(Math.sqrt(0.9), within(1e-12));
        assertThat(reference.sds[11]).isCloseTo(Math.sqrt(1.1), within(1e-12));
        assertThat(reference.anchors.contains("t9")).isTrue();
        assertThat(reference.anchors.contains("t10")).isFalse();
        assertThat(reference.warnings).isEmpty();
    }

    @Test
    void shouldMeasureFromTheMeanOfAllTagsWithoutEnoughAnchors() {
        var reference = new Reference(TAGS, MODES, independent(), ANCHORS.subList(0, 9));

        assertThat(IntStream.range(0, 12).mapToDouble(t -> reference.effects[t]).sum())
                .isCloseTo(0, within(1e-12));
        assertThat(reference.sds[3]).isCloseTo(Math.sqrt(11 / 12.0), within(1e-12));
        assertThat(reference.anchors.contains("t1")).isFalse();
        assertThat(reference.warnings)
                .containsExactly(
                        "only 9 anchor tags are in this study, a reference needs 10: the reference is the mean of all tags");
    }

    @Test
    void shouldSayWhereTheAnchorsAreOfOneKindOrNotInTheFit() {
        double[] modes = MODES.clone();
        modes[11] = 5;
        var wanted = new ArrayList<>(ANCHORS);
        wanted.add("gone");

        assertThat(new Reference(TAGS, modes, independent(), wanted).warnings)
                .containsExactly(
                        "anchor gone is no tag of the fit",
                        "the anchors span less than half of the range of all tags: the reference moves with them");
    }

    private static Covariance independent() {
        double[][] identity = new double[12][12];
        IntStream.range(0, 12).forEach(t -> identity[t][t] = 1);
        return Covariance.of(identity);
    }
}
