package dev.engram.review.adapter.fitting;

import dev.engram.events.WeightsFitted;
import dev.engram.events.WeightsFitted.HeldOutLoss;
import dev.engram.review.application.fitting.FitJobs;
import dev.engram.review.application.fitting.LearnerFits;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Answers about fits of weights. */
final class FitAnswers {
    private FitAnswers() {}

    @Schema(name = "FitList")
    record FitList(@Nullable FitJob job, List<Fit> fits, boolean caughtUp, boolean parked) {
        static FitList of(LearnerFits.Answer answer) {
            var job = answer.job();
            var inForce = answer.plan().weightsVersion();
            return new FitList(
                    job == null ? null : FitJob.of(job, answer.active()),
                    answer.fits().reversed().stream()
                            .map(fit -> Fit.of(fit, inForce))
                            .toList(),
                    answer.reached().caughtUp(),
                    answer.reached().parked());
        }
    }

    /** What a job does, or why it gave no weights. */
    enum FitJobState {
        RUNNING,
        TOO_FEW_REVIEWS,
        TOO_MANY_REVIEWS,
        FAILED
    }

    /** @param progress share of the work done, 0 to 1 */
    @Schema(name = "FitJob")
    record FitJob(UUID fitId, FitJobState state, Instant startedAt, double progress) {
        static FitJob of(FitJobs.Job job, boolean active) {
            var ending = job.ending();
            var state = active
                    ? FitJobState.RUNNING
                    : ending == null ? FitJobState.FAILED : FitJobState.valueOf(ending.name());
            return new FitJob(job.fitId().value(), state, job.startedAt(), job.progress());
        }
    }

    /**
     * @param inForce whether the plan has these weights
     * @param reviews answers that counted when it was made
     * @param trainedOn predicted reviews before the cut
     */
    @Schema(name = "Fit")
    record Fit(
            UUID fitId,
            Instant fittedAt,
            WeightsFitted.Kind kind,
            boolean inForce,
            List<Double> weights,
            String weightsVersion,
            String comparedWith,
            int reviews,
            int trainedOn,
            FitLoss heldOut,
            List<DeckFit> decks) {
        private static Fit of(WeightsFitted fit, String inForce) {
            return new Fit(
                    fit.stamp().eventId().value(),
                    fit.stamp().at(),
                    fit.kind(),
                    fit.weightsVersion().equals(inForce),
                    fit.weights(),
                    fit.weightsVersion(),
                    fit.comparedWith(),
                    fit.reviews(),
                    fit.trainedOn(),
                    FitLoss.of(fit.heldOut()),
                    fit.decks().stream().map(DeckFit::of).toList());
        }
    }

    /**
     * Mean log loss on later reviews.
     *
     * @param low lower bound of the 95 % interval of after - before
     * @param better whether that interval lies below 0
     */
    @Schema(name = "FitLoss")
    record FitLoss(int reviews, double before, double after, double low, double high, boolean better) {
        private static FitLoss of(HeldOutLoss loss) {
            return new FitLoss(loss.reviews(), loss.before(), loss.after(), loss.low(), loss.high(), loss.improves());
        }
    }

    /** @param own of weights fitted to this deck alone; absent where it has too few reviews */
    @Schema(name = "DeckFit")
    record DeckFit(UUID deckId, FitLoss heldOut, @Nullable FitLoss own) {
        private static DeckFit of(WeightsFitted.DeckFit deck) {
            var own = deck.own();
            return new DeckFit(deck.deckId().value(), FitLoss.of(deck.heldOut()), own == null ? null : FitLoss.of(own));
        }
    }

    /** @param position to read after; absent where nothing had to change */
    @Schema(name = "FitApplied")
    record FitApplied(boolean inForce, @Nullable String position) {}
}
