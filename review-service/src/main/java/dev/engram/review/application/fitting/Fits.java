package dev.engram.review.application.fitting;

import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.WeightsFitted;
import dev.engram.projections.Position;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.review.application.ErasedLearnerException;
import dev.engram.review.application.ReviewLog;
import dev.engram.review.application.ServerStamps;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A learner's fits of weights: shows them, takes one into the plan, and takes it back. */
public final class Fits {
    private final ProjectionQueries queries;
    private final ReviewLog log;
    private final FitJobs jobs;
    private final InstantSource clock;
    private final Duration longestWait;

    /** @param longestWait how long a read waits for the writes that it asks to see */
    public Fits(
            ProjectionQueries queries, ReviewLog log, FitJobs jobs, InstantSource clock, Duration longestWait) {
        this.queries = queries;
        this.log = log;
        this.jobs = jobs;
        this.clock = clock;
        this.longestWait = longestWait;
    }

    /**
     * @param job the latest that waits, runs or ended without weights; null if there is none
     * @param active whether the job waits or runs
     * @param fits the latest, in the learner's order
     */
    public record Answer(
            FitJobs.@Nullable Job job, boolean active, List<WeightsFitted> fits, Plan plan, CatchUpResult reached) {
        public Answer {
            fits = List.copyOf(fits);
        }
    }

    /** The fits of a learner. */
    public Answer of(LearnerId learner, Position after) {
        var reached = queries.await(after, longestWait);
        // before the fits: a job that ends in between is then among them
        var job = jobs.find(learner).orElse(null);
        var context = queries.within(scope -> scope.learners().context(learner));
        boolean recorded = job != null
                && context.fits().stream().anyMatch(fit -> fit.stamp().eventId().equals(job.fitId()));
        return new Answer(
                recorded ? null : job,
                !recorded && job != null && job.isActive(clock.instant()),
                context.fits(),
                context.plan(),
                reached);
    }

    /** What became of a fit in the plan. */
    public sealed interface Change {
        /** @param position of the change of the plan, or of what was read where nothing had to change */
        record Done(Position position) implements Change {}

        /** The learner has none with this id among the latest. */
        record NoSuchFit() implements Change {}

        /** The weights in force are not those of the fit, so there is nothing to take back. */
        record NotInForce() implements Change {}
    }

    /** Takes the weights of a fit into the plan; where they are in force already, nothing changes. */
    public Change apply(LearnerId learner, EventId fitId) {
        return change(learner, fitId, (context, fit) -> context.plan()
                        .weightsVersion()
                        .equals(fit.weightsVersion())
                ? Optional.of(context.plan())
                : Optional.of(context.plan().withWeights(fit.weights(), fit.weightsVersion())));
    }

    /** Puts the weights in force again that were so before the fit's; the rest of the plan stays as it is. */
    public Change takeBack(LearnerId learner, EventId fitId) {
        return change(learner, fitId, Fits::before);
    }

    private static Optional<Plan> before(LearnerContext context, WeightsFitted fit) {
        var plan = context.plan();
        if (!plan.weightsVersion().equals(fit.weightsVersion())) {
            return Optional.empty();
        }
        var before = context.planChanges().reversed().stream()
                .map(PlanChanged::plan)
                .filter(earlier -> !earlier.weightsVersion().equals(fit.weightsVersion()))
                .findFirst()
                .orElse(Plan.DEFAULT);
        return Optional.of(plan.withWeights(before.weights(), before.weightsVersion()));
    }

    private Change change(
            LearnerId learner, EventId fitId, BiFunction<LearnerContext, WeightsFitted, Optional<Plan>> choice) {
        var read = queries.within(scope -> new Read(
                scope.learners().isErased(learner),
                scope.learners().context(learner),
                scope.learners().passed(learner)));
        if (read.erased()) {
            throw new ErasedLearnerException();
        }
        var fit = read.context().fits().stream()
                .filter(one -> one.stamp().eventId().equals(fitId))
                .findFirst();
        if (fit.isEmpty()) {
            return new Change.NoSuchFit();
        }
        return choice.apply(read.context(), fit.get())
                .<Change>map(plan -> new Change.Done(
                        plan.equals(read.context().plan()) ? read.position() : append(learner, plan)))
                .orElseGet(Change.NotInForce::new);
    }

    private record Read(boolean erased, LearnerContext context, Position position) {}

    private Position append(LearnerId learner, Plan plan) {
        var stamp = ServerStamps.of(new EventId(Ids.v7()), learner, clock.instant());
        return log.append(List.of(new PlanChanged(stamp, plan)));
    }
}
