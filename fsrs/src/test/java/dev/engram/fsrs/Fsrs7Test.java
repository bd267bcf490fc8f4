package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Fsrs7Test {
    private static final Fsrs7 MODEL = new Fsrs7(Fsrs7Weights.DEFAULT);

    /** Published intervals for the default weights. Source: ts-fsrs, packages/fsrs/src/models/fsrs-7/model.spec.ts (float32). */
    @ParameterizedTest
    @CsvSource({
        "0.1104, 0.08832, 6.1686, 0.65, 0.05082268",
        "2.2395, 1.7916, 5.261278, 0.65, 128.5822",
        "2.2395, 1.7916, 5.261278, 0.9, 0.5974598",
        "3.9221, 3.13768, 3.5307243, 0.9, 4.7777247",
        "11.7841, 9.42728, 1, 0.1, 36500",
        "11.7841, 9.42728, 1, 0.65, 4747.62",
        "11.7841, 9.42728, 1, 0.9, 53.869392",
        "10.001340, 8, 4.9522996, 0.9, 12.954835",
        "14.930931, 109.39487, 4.9522996, 0.9, 24.830954",
        "27.8926, 210.87737, 4.9522996, 0.9, 54.32485",
        "390.85403, 0.0025306938, 8.817285, 0.9, 367.7285",
        "36500, 78.11211, 1, 0.99, 12157.432",
        "36500, 78.11211, 1, 0.9, 36500",
        "36500, 78.11211, 1, 0.9999, 0"
    })
    void shouldGiveThePublishedIntervals(double slow, double fast, double difficulty, double retention, double days) {
        assertThat(MODEL.intervalDays(new Fsrs7State(slow, fast, difficulty), retention))
                .isCloseTo(days, within(1e-3 * days + 1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 50.1, 'w0 must be in [1.0E-4, 50.0], was 50.1'",
        "2, 2, 'w2 must be in [2.2395, 100.0], was 2.0'", // not below w1
        "6, NaN, 'w6 must be in [0.1, 4.0], was NaN'",
        "26, 0.49, 'w26 must be in [0.5, 0.99], was 0.49'",
        "33, 0.61, 'w33 must be in [0.0, 0.6], was 0.61'"
    })
    void shouldNameIndexValueAndRangeOfAWeightOutOfBounds(int index, double value, String message) {
        // given
        var values = Fsrs7Weights.DEFAULT.toArray();
        values[index] = value;
        // when, then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fsrs7Weights.of(values))
                .withMessage(message);
    }

    @Test
    void shouldKeepTheSlowLevelAboveTheFast() {
        // given
        var values = Fsrs7Weights.DEFAULT.toArray();
        values[25] = 0.8;
        values[26] = 0.7;
        // when, then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fsrs7Weights.of(values))
                .withMessageStartingWith("w26 must be in [0.8, 0.99]");
        values[26] = 0.8;
        assertThat(Fsrs7Weights.of(values).at(26)).isEqualTo(0.8);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseTimesThatAreNone(double elapsed) {
        var state = MODEL.first(Grade.GOOD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.next(state, elapsed, Grade.GOOD))
                .withMessageStartingWith("elapsed days must be at least 0.0 and finite, was " + elapsed);
        assertThatIllegalArgumentException().isThrownBy(() -> MODEL.retrievability(state, elapsed));
        var fsrs6 = new Fsrs6(Weights.DEFAULT);
        assertThatIllegalArgumentException().isThrownBy(() -> fsrs6.next(fsrs6.first(Grade.GOOD), elapsed, Grade.GOOD));
        assertThatIllegalArgumentException().isThrownBy(() -> fsrs6.retrievability(fsrs6.first(Grade.GOOD), elapsed));
    }

    @Test
    void shouldRefuseOtherThingsThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fsrs7Weights.of(new double[35]))
                .withMessage("FSRS-7 has 34 weights, was given 35");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fsrs7State(1, 0, 5))
                .withMessage("fast stability must be in [1.0E-4, 36500.0], was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.intervalDays(MODEL.first(Grade.GOOD), 0))
                .withMessage("desired retention must be in (0, 1], was 0.0");
        var fsrs6 = new Fsrs6(Weights.DEFAULT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fsrs6.next(fsrs6.first(Grade.GOOD), 0.5, Grade.GOOD))
                .withMessage("elapsed days of FSRS-6 must be whole study days, was 0.5");
    }

    @Test
    void shouldNameModelAndWeightsByContent() {
        // given
        var values = Weights.DEFAULT.toArray();
        values[0] = 0.3;
        // then
        assertThat(MODEL.name()).isEqualTo("FSRS-7");
        assertThat(MODEL.weightsVersion()).isEqualTo("fsrs-7-default");
        assertThat(new Fsrs6(Weights.DEFAULT).weightsVersion()).isEqualTo("fsrs-6-default");
        assertThat(new Fsrs6(Weights.of(values)).weightsVersion())
                .matches("fsrs-6-[0-9a-f]{16}")
                .isEqualTo(new Fsrs6(Weights.of(values.clone())).weightsVersion())
                .isNotEqualTo(new Fsrs6(Weights.DEFAULT.withoutShortTerm()).weightsVersion());
        assertThat(new Fsrs6(Weights.DEFAULT, "learner 7, June").weightsVersion())
                .isEqualTo("learner 7, June");
    }

    @Test
    void shouldTellWhatTheFourAnswersOfFsrs6LeadTo() {
        // given
        var model = new Fsrs6(Weights.DEFAULT);
        var before = model.first(Grade.GOOD);
        // when
        var next = model.nextStates(before, 3, 0.9);
        // then
        for (var grade : Grade.values()) {
            assertThat(next.of(grade).state()).isEqualTo(model.next(before, 3L, grade));
            assertThat(next.of(grade).intervalDays())
                    .isCloseTo(next.of(grade).state().stabilityDays(), within(1e-9));
        }
        assertThat(model.nextStates(null, 0, 0.9).easy().state()).isEqualTo(model.first(Grade.EASY));
    }
}
