package dev.engram.scheduler;

import static dev.engram.events.CardAction.Action.RESET;
import static dev.engram.events.Rating.AGAIN;
import static dev.engram.events.Rating.GOOD;
import static dev.engram.scheduler.Reviews.action;
import static dev.engram.scheduler.Reviews.practice;
import static dev.engram.scheduler.Reviews.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.events.CardEvent;
import dev.engram.events.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LapseTestTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1e-10);

    private static LapseTest of(CardEvent... events) {
        return LapseTest.of(
                CardFold.of(CardHistory.EMPTY.applyAll(List.of(events)), Plan.DEFAULT, LearnerCalendar.DEFAULT));
    }

    /** Expected values by R 4.2: repeated convolution, {@code d <- c(d*(1-p),0)+c(0,d*p)}, summed from the small end. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.71767466070399988",
        "2, 0.31857505883199999",
        "4, 0.014912917760000002",
        "6, 0.00010284161600000002",
        "8, 5.3856000000000016e-08"
    })
    void shouldGiveTheTailThatRGives(int k, double expected) {
        double[] probabilities = {.05, .12, .3, .08, .22, .1, .1, .17};
        assertThat(LapseTest.upperTail(probabilities, k)).isCloseTo(expected, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"5, 0.48772536230213964", "15, 2.3345733787069363e-05", "30, 3.1508488101880709e-19"})
    void shouldKeepSmallTailsAccurate(int k, double expected) {
        var probabilities =
                IntStream.rangeClosed(1, 60).mapToDouble(i -> i / 400.0).toArray();
        assertThat(LapseTest.upperTail(probabilities, k)).isCloseTo(expected, CLOSE);
    }

    /** {@code pbinom(199, 1000, 0.1, lower.tail = FALSE)} */
    @Test
    void shouldBeBinomialWhereAllProbabilitiesAreEqual() {
        var probabilities = new double[1000];
        Arrays.fill(probabilities, 0.1);
        assertThat(LapseTest.upperTail(probabilities, 200)).isCloseTo(2.9280548038287211e-21, CLOSE);
    }

    @Test
    void shouldBeCertainAtTheEnds() {
        assertThat(LapseTest.upperTail(new double[0], 0)).isOne();
        assertThat(LapseTest.upperTail(new double[] {0.3, 0.2}, 0)).isOne();
        assertThat(LapseTest.upperTail(new double[] {1, 1}, 2)).isOne();
    }

    @Test
    void shouldCountFirstAnswersOfADayThatFollowOneOnAnEarlierDay() {
        // given
        var first = review(1, "2026-03-02T09:00:00Z", GOOD);
        var lapse = review(2, "2026-03-06T09:00:00Z", AGAIN);
        var sameDay = review(3, "2026-03-06T10:00:00Z", AGAIN);
        var practice = practice(4, "2026-03-07T09:00:00Z", AGAIN);
        var recalled = review(5, "2026-03-08T09:00:00Z", GOOD);
        var steps = CardFold.trace(
                CardHistory.EMPTY.applyAll(List.of(first, lapse, sameDay, practice, recalled)),
                Plan.DEFAULT,
                LearnerCalendar.DEFAULT);
        // when
        var test = of(first, lapse, sameDay, practice, recalled);
        // then
        double one = 1 - steps.get(1).retrievabilityBefore();
        double two = 1 - steps.get(4).retrievabilityBefore();
        assertThat(test.answers()).isEqualTo(2);
        assertThat(test.lapses()).isOne();
        assertThat(test.expected()).isCloseTo(one + two, within(1e-12));
        assertThat(test.tail()).isCloseTo(1 - (1 - one) * (1 - two), within(1e-12));
    }

    @Test
    void shouldBeginAnewWithAReset() {
        // given
        var first = review(1, "2026-03-02T09:00:00Z", GOOD);
        var lapse = review(2, "2026-03-06T09:00:00Z", AGAIN);
        var reset = action(3, "2026-03-06T10:00:00Z", RESET);
        // then
        assertThat(of(first, lapse).lapses()).isOne();
        assertThat(of(first, lapse, reset, review(4, "2026-03-07T09:00:00Z", GOOD)))
                .isEqualTo(LapseTest.NONE);
        assertThat(of(first, reset)).isEqualTo(LapseTest.NONE);
        assertThat(of(first, lapse, reset)).isEqualTo(LapseTest.NONE);
        assertThat(of(first, lapse, reset, practice(5, "2026-03-08T09:00:00Z", AGAIN)))
                .isEqualTo(LapseTest.NONE);
    }
}
