package dev.engram.hardness.afm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.afm.ConceptCurve.Point;
import dev.engram.hardness.afm.ConceptCurve.Shape;
import dev.engram.hardness.afm.ConceptCurve.Thresholds;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdditiveFactorsModelTest {
    @Test
    void shouldGiveTheNumbersCheckedByHand() {
        // given four students with two opportunities: two learn, one knows, one does not. Exchanging right and wrong
        // and the two
        // opportunities gives the same data, so beta = -b, gamma = 2b, theta = 0, 0, c, -c with
        // 2 s(b) + s(b + c) + s(b - c) = 3 and s(b - c) + s(-b - c) = c, s the logistic function: b = 1.164781, c =
        // 0.735706
        var data = Opportunities.builder();
        answer(data, "a", false, true);
        answer(data, "b", false, true);
        answer(data, "knows", true, true);
        answer(data, "no", false, false);

        // when
        var fit = AdditiveFactorsModel.fit(data.build());

        // then
        assertThat(fit.converged()).isTrue();
        var concept = fit.concepts().getFirst();
        assertThat(concept.intercept()).isCloseTo(-1.164780841814835, within(1e-8));
        assertThat(concept.slope()).isCloseTo(2.32956168362967, within(1e-8));
        assertThat(fit.students()).extracting(AfmFit.Student::name).containsExactly("a", "b", "knows", "no");
        double[] theta =
                fit.students().stream().mapToDouble(AfmFit.Student::intercept).toArray();
        assertThat(theta).containsExactly(new double[] {0, 0, 0.7357060820844896, -0.7357060820844896}, within(1e-8));
        assertThat(fit.logLik()).isCloseTo(-3.2258768639227013, within(1e-8));
        assertThat(fit.parameters()).isEqualTo(6);
        assertThat(fit.aic()).isCloseTo(12 + 2 * 3.2258768639227013, within(1e-7));
        assertThat(fit.bic()).isCloseTo(6 * Math.log(8) + 2 * 3.2258768639227013, within(1e-7));
    }

    private static void answer(Opportunities.Builder data, String student, boolean first, boolean second) {
        data.add(student, List.of("kc"), List.of(1), first).add(student, List.of("kc"), List.of(2), second);
    }

    @Test
    void shouldHoldASlopeAtZeroThatWouldBeNegative() {
        // given answers that get worse
        var data = Opportunities.builder();
        for (int i = 0; i < 40; i++) {
            answer(data, "s" + i, i % 4 != 0, i % 4 == 1);
        }

        var concept = AdditiveFactorsModel.fit(data.build()).concepts().getFirst();

        // then the intercept is that of all answers: 30 + 10 right of 80
        assertThat(concept.slope()).isZero();
        assertThat(concept.slopeSe()).isNull();
        assertThat(concept.intercept()).isCloseTo(0, within(1e-8));
    }

    @Test
    void shouldSayWhichFiguresTheDataDoNotDetermine() {
        // given a concept always right, one met once, two always together, one that its opportunity decides
        var data = Opportunities.builder();
        for (int i = 0; i < 24; i++) {
            String student = "s" + i;
            data.add(student, List.of("easy"), List.of(1), true)
                    .add(student, List.of("once"), List.of(1), i % 3 == 0)
                    .add(student, List.of("left", "right"), List.of(1, 1), i % 5 == 0)
                    .add(student, List.of("left", "right"), List.of(2, 2), i % 2 == 0)
                    .add(student, List.of("step"), List.of(1), false)
                    .add(student, List.of("step"), List.of(2), true);
        }

        var concepts = AdditiveFactorsModel.fit(data.build()).concepts();

        assertThat(concepts)
                .extracting(AfmFit.Concept::problem)
                .containsExactly(
                        "all of its answers are alike: no finite intercept",
                        "cannot be told apart from other concepts",
                        "one opportunity only: no slope",
                        "cannot be told apart from other concepts",
                        "its opportunities decide its answers: no finite estimate");
        assertThat(concepts.get(2).intercept()).isNotNull();
        assertThat(concepts.get(2).slope()).isNull();
    }

    @Test
    void shouldCountThePointsOfACurve() {
        // given
        var data = Opportunities.builder();
        answer(data, "a", false, true);
        answer(data, "b", true, true);
        data.add("a", List.of("other", "kc"), List.of(1, 3), false);
        var built = data.build();

        // when
        var curves = ConceptCurve.of(built, AdditiveFactorsModel.fit(built), Thresholds.DEFAULT);

        // then
        assertThat(curves).extracting(ConceptCurve::concept).containsExactly("kc", "other");
        assertThat(curves.getFirst().points())
                .containsExactly(new Point(1, 2, 2, 1), new Point(2, 2, 2, 0), new Point(3, 1, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "60 50 40 30, 0.5, TOO_LITTLE_DATA",
        "60 50 40 19 30, 0.5, LOW_AND_FLAT",
        "60 50 40 20 41, 0.5, STILL_HIGH",
        "60 50 40 30 40, 0.0009, NO_LEARNING",
        "60 50 40 30 40, 0.001, GOOD"
    })
    void shouldDecideTheShapeInTheOrderOfTheDefinition(String errors, double slope, Shape shape) {
        String[] percent = errors.split(" ");
        List<Point> points = IntStream.range(0, percent.length)
                .mapToObj(i -> new Point(i + 1, 100, 10, Integer.parseInt(percent[i])))
                .toList();

        assertThat(ConceptCurve.shape(points, slope, Thresholds.DEFAULT)).isEqualTo(shape);
    }

    @Test
    void shouldNotLookAtPointsOfFewLearners() {
        List<Point> points = IntStream.rangeClosed(1, 6)
                .mapToObj(i -> new Point(i, 100, i == 6 ? 9 : 10, i == 6 ? 0 : 30))
                .toList();

        assertThat(ConceptCurve.shape(points, 0.5, Thresholds.DEFAULT)).isEqualTo(Shape.GOOD);
    }

    @Test
    void shouldRefuseWhatIsNoOpportunity() {
        var data = Opportunities.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> AdditiveFactorsModel.fit(data.build()));
        assertThatIllegalArgumentException().isThrownBy(() -> data.add("s", List.of(), List.of(), true));
        assertThatIllegalArgumentException().isThrownBy(() -> data.add("s", List.of("k"), List.of(0), true));
        assertThatIllegalArgumentException().isThrownBy(() -> data.add("s", List.of("k", "k"), List.of(1, 2), true));
    }
}
