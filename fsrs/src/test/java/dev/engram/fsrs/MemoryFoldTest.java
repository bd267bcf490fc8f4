package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemoryFoldTest {
    @Test
    void shouldMeetTheChecksumOf100000Reviews() {
        // given
        var reviews = ReviewArrays.generated(100_000, 2023);
        var stability = new double[reviews.cards()];
        var difficulty = new double[reviews.cards()];
        // when
        new MemoryFold(Weights.DEFAULT)
                .fold(reviews.ratings(), reviews.elapsedDays(), reviews.starts(), stability, difficulty);
        // then
        double sum = 0;
        for (double s : stability) {
            sum += s;
        }
        assertThat(sum).isCloseTo(7141341.113347, within(0.001));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.fsrs.Seeds#fixedAndOneFresh")
    void shouldAgreeWithTheModel(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 400; i++) {
            // given
            var weights = switch (random.nextInt(4)) {
                case 0 -> Weights.DEFAULT;
                case 1 -> Weights.DEFAULT.withoutShortTerm();
                default -> Seeds.weights(random);
            };
            var reviews = ReviewArrays.random(20, 30, random);
            var stability = new double[reviews.cards()];
            var difficulty = new double[reviews.cards()];
            // when
            new MemoryFold(weights)
                    .fold(reviews.ratings(), reviews.elapsedDays(), reviews.starts(), stability, difficulty);
            // then
            var model = new Fsrs6(weights);
            for (int card = 0; card < reviews.cards(); card++) {
                int first = reviews.starts()[card];
                var state = model.first(Grade.of(reviews.ratings()[first]));
                for (int r = first + 1; r < reviews.starts()[card + 1]; r++) {
                    state = model.next(state, (long) reviews.elapsedDays()[r], Grade.of(reviews.ratings()[r]));
                }
                assertThat(stability[card]).isCloseTo(state.stabilityDays(), within(1e-10 * state.stabilityDays()));
                assertThat(difficulty[card]).isCloseTo(state.difficulty(), within(1e-10));
            }
        }
    }

    @Test
    void shouldLeaveCardsWithoutReviewsAlone() {
        // given
        double[] stability = {-1, -1, -1};
        double[] difficulty = {-1, -1, -1};
        // when
        new MemoryFold(Weights.DEFAULT)
                .fold(new byte[] {3, 4}, new int[] {99, 99}, new int[] {0, 1, 1, 2}, stability, difficulty);
        // then
        assertThat(stability).containsExactly(2.3065, -1, 8.2956);
        assertThat(difficulty[1]).isEqualTo(-1);
    }

    @Test
    void shouldAllocateNothingHoweverManyReviews() {
        // given
        var reviews = ReviewArrays.generated(100_000, 2023);
        var stability = new double[reviews.cards()];
        var difficulty = new double[reviews.cards()];
        var fold = new MemoryFold(Weights.DEFAULT);
        var views = new CardViewFold(Weights.DEFAULT, SchedulingRules.DEFAULT);
        var view = new CardView();
        // when
        long foldBytes = allocated(
                () -> fold.fold(reviews.ratings(), reviews.elapsedDays(), reviews.starts(), stability, difficulty));
        long viewBytes = allocated(() -> {
            for (int i = 0; i < reviews.ratings().length; i++) {
                views.answer(view, i, reviews.elapsedDays()[i], reviews.ratings()[i]);
            }
        });
        // then: a byte per review would be 100 000; what is left is the measurement's own
        assertThat(foldBytes).isLessThan(10_000);
        assertThat(viewBytes).isLessThan(10_000);
    }

    private static long allocated(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        work.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void shouldNameTheReviewItRefuses() {
        var fold = new MemoryFold(Weights.DEFAULT);
        var one = new double[1];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fold.fold(new byte[] {3, 5}, new int[] {0, 1}, new int[] {0, 2}, one, one))
                .withMessage("rating of review 1 must be 1 to 4, was 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fold.fold(new byte[] {0}, new int[] {0}, new int[] {0, 1}, one, one))
                .withMessage("rating of review 0 must be 1 to 4, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fold.fold(new byte[] {3, 3}, new int[] {0, -1}, new int[] {0, 2}, one, one))
                .withMessage("elapsed days of review 1 must be at least 0, was -1");
        assertThatThrownBy(() -> fold.fold(new byte[] {3}, new int[] {0}, new int[] {0, 2}, one, one))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
