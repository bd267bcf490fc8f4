package dev.engram.review.application.fitting;

import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.WeightsFitted;
import dev.engram.projections.Position;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.review.application.plan.StudyPlans;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A learner's fits of weights: shows them, takes one into the plan, and takes it back. */
public final class LearnerFits {
    private final ProjectionQueries queries;
    private final StudyPlans plans;
    private final FitJobs jobs;
    private final InstantSource clock;
    private final Duration longestWait;

    /** @param longestWait how long a read waits for the writes that it asks to see */
    public LearnerFits(
            ProjectionQueries queries, StudyPlans plans, FitJobs jobs, InstantSource clock, Duration longestWait) {
        this.queries = queries;
        this.plans = plans;
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
        var context = plans.latest(learner);
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
        /** @param position of the change of the plan; null where nothing had to change */
        record Done(@Nullable Position position) implements Change {}

        /** The learner has changed the plan as often as a learner can. */
        record Full(int limit) implements Change {}

        /** The learner has none with this id among the latest. */
        record NoSuchFit() implements Change {}

        /** The weights in force are not those of the fit, so there is nothing to take back. */
        record NotInForce() implements Change {}
    }

    /** Takes the weights of a fit into the plan; where they are in force already, nothing changes. */
    public Change apply(LearnerId learner, EventId fitId) {
        return find(learner, fitId)
                .map(found -> changed(plans.change(
                        learner,
                        null,
                        plan -> plan.withWeights(
                                found.fit().weights(), found.fit().weightsVersion()))))
                .orElseGet(Change.NoSuchFit::new);
    }

    /** Puts the weights in force again that were so before the fit's; the rest of the plan stays as it is. */
    public Change takeBack(LearnerId learner, EventId fitId) {
        var found = find(learner, fitId);
        if (found.isEmpty()) {
            return new Change.NoSuchFit();
        }
        var version = found.get().fit().weightsVersion();
        if (!found.get().context().plan().weightsVersion().equals(version)) {
            return new Change.NotInForce();
        }
        var before = before(found.get().context(), version);
        return changed(plans.change(
                learner,
                null,
                plan -> plan.weightsVersion().equals(version)
                        ? plan.withWeights(before.weights(), before.weightsVersion())
                        : plan));
    }

    /** The plan before the first change to these weights: an application that was taken back and made again counts once. */
    private static Plan before(LearnerContext context, String version) {
        var before = Plan.DEFAULT;
        for (var change : context.planChanges()) {
            if (change.plan().weightsVersion().equals(version)) {
                break;
            }
            before = change.plan();
        }
        return before;
    }

    private record Found(WeightsFitted fit, LearnerContext context) {}

    private Optional<Found> find(LearnerId learner, EventId fitId) {
        var context = plans.latest(learner);
        return context.fits().stream()
                .filter(fit -> fit.stamp().eventId().equals(fitId))
                .map(fit -> new Found(fit, context))
                .findFirst();
    }

    private static Change changed(StudyPlans.Change change) {
        return switch (change) {
            case StudyPlans.Change.Done done -> new Change.Done(done.position());
            case StudyPlans.Change.Full(int limit) -> new Change.Full(limit);
            case StudyPlans.Change.Outdated _ -> throw new IllegalStateException("no plan was named");
        };
    }
}
