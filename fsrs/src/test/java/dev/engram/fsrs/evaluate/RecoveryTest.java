package dev.engram.fsrs.evaluate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.fsrs.Fsrs6;
import dev.engram.fsrs.Grade;
import dev.engram.fsrs.MemoryState;
import dev.engram.fsrs.Weights;
import dev.engram.fsrs.history.ReviewHistories;
import dev.engram.fsrs.optimize.Optimizer;
import dev.engram.fsrs.optimize.TrainingResult;
import dev.engram.fsrs.optimize.TrainingSettings;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A learner whose memory is FSRS-6 under other weights than the defaults: here a fit must win, also on what it has not seen. */
class RecoveryTest {
    private static final Weights TRUE = Weights.of(
            0.6, 2.0, 6.0, 20, 5.5, 0.9, 2.2, 0.05, 1.2, 0.25, 1.3, 1.1, 0.1, 0.4, 1.2, 0.4, 2.4, 0.7, 0.3, 0.12, 0.35);
    private static final ReviewHistories HISTORIES = learner(2000, 17);

    @Test
    void shouldComeCloseToTheWeightsThatMadeTheReviews() {
        // when: five epochs go most of the way, more go all of it but for the pull towards the start
        var fit = new Optimizer(TrainingSettings.DEFAULT).fit(HISTORIES);
        var longFit = new Optimizer(TrainingSettings.DEFAULT.withEpochs(50)).fit(HISTORIES);
        // then
        assertThat(fit).isInstanceOf(TrainingResult.Fitted.class);
        double fitted = Evaluation.of(fit.weights(), HISTORIES).fsrs().logLoss();
        double longFitted = Evaluation.of(longFit.weights(), HISTORIES).fsrs().logLoss();
        double made = Evaluation.of(TRUE, HISTORIES).fsrs().logLoss();
        double usual = Evaluation.of(Weights.DEFAULT, HISTORIES).fsrs().logLoss();
        assertThat(made).isLessThan(usual - 0.005);
        assertThat(fitted).isLessThan(made + 0.1 * (usual - made));
        assertThat(longFitted).isLessThan(made + 0.03 * (usual - made));
    }

    @Test
    void shouldBeatTheDefaultsAndTheBaselinesOnReviewsNotSeen() {
        // when
        var split = Evaluation.ofTimeSeriesSplit(HISTORIES, TrainingSettings.DEFAULT);
        // then
        assertThat(split.fsrs().logLoss())
                .isLessThan(split.defaults().logLoss())
                .isLessThan(split.average().logLoss())
                .isLessThan(split.movingAverage().logLoss());
        assertThat(requireNonNull(split.fsrs().auc())).isGreaterThan(0.6);
        assertThat(split.fsrs().rmseBins()).isLessThan(0.05);
    }

    /** Reviews at intervals around the stability, from far too early to far too late. */
    private static ReviewHistories learner(int cards, long seed) {
        var random = new SplittableRandom(seed);
        var model = new Fsrs6(TRUE);
        var builder = ReviewHistories.builder();
        for (int card = 0; card < cards; card++) {
            builder.card();
            long day = random.nextInt(100);
            var grade = Grade.of(random.nextInt(1, 5));
            MemoryState memory = model.first(grade);
            builder.review(grade.value(), 0, day);
            for (int i = 0; i < 8; i++) {
                int days = grade == Grade.AGAIN && random.nextBoolean()
                        ? 0
                        : (int) Math.ceil(memory.stabilityDays() * random.nextDouble(0.2, 4));
                double recall = days == 0 ? 0.9 : model.curve().retrievability(days, memory.stabilityDays());
                grade = random.nextDouble() < recall ? Grade.of(random.nextInt(2, 5)) : Grade.AGAIN;
                memory = model.next(memory, days, grade);
                day += days;
                builder.review(grade.value(), days, day);
            }
        }
        return builder.build();
    }
}
