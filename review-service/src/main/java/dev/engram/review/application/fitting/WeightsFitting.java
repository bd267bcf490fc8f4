package dev.engram.review.application.fitting;

import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.fsrs.Weights;
import dev.engram.fsrs.evaluate.HeldOutFit;
import dev.engram.fsrs.optimize.TrainingSettings;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.review.application.ErasedLearnerException;
import dev.engram.review.application.ReviewLog;
import dev.engram.review.application.ServerStamps;
import dev.engram.review.application.fitting.FitJobs.Ending;
import dev.engram.review.application.fitting.FitJobs.Job;
import dev.engram.review.application.plan.StudyPlans;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fits weights to the reviews of learners, one learner at a time, on a thread of low priority. The result is an event of the
 * log; where the learner's plan allows it and the new weights are better, a change of the plan follows it. If the process ends
 * between the two, the fit is offered like one that is not applied by itself. Safe for use by many threads.
 */
public final class WeightsFitting implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WeightsFitting.class);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);

    /** Often enough that a job which waits for its turn never counts as lost. */
    private static final Duration BETWEEN_REFRESHES = FitJobs.LOST_AFTER.dividedBy(10);

    /** A fit looks whether the service stops each time it reports progress. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(3);

    private final ProjectionQueries queries;
    private final ReviewLog log;
    private final StudyPlans plans;
    private final FitJobs jobs;
    private final InstantSource clock;
    private final ThreadPoolExecutor worker;
    private final ScheduledExecutorService refreshing;

    /** Jobs of this process that wait for their turn; one that has begun writes its progress itself. */
    private final Set<Job> waiting = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Job running;
    private volatile boolean closing;

    /** @param mostWaiting fits that wait for their turn in this process, {@code >= 1} */
    public WeightsFitting(
            ProjectionQueries queries,
            ReviewLog log,
            StudyPlans plans,
            FitJobs jobs,
            InstantSource clock,
            int mostWaiting) {
        this.queries = queries;
        this.log = log;
        this.plans = plans;
        this.jobs = jobs;
        this.clock = clock;
        worker = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(mostWaiting),
                Thread.ofPlatform()
                        .name("fitting")
                        .daemon(true)
                        .priority(Thread.MIN_PRIORITY)
                        .factory());
        refreshing = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("fitting refresh").daemon(true).factory());
        long between = BETWEEN_REFRESHES.toMillis();
        var _ = refreshing.scheduleWithFixedDelay(this::refresh, between, between, TimeUnit.MILLISECONDS);
    }

    /** What became of a request. */
    public sealed interface Requested {
        /** @param job has begun, or ran already */
        record Running(Job job) implements Requested {}

        /** Too many others wait in this process. */
        record Overloaded() implements Requested {}
    }

    /**
     * Begins a fit, unless one of the learner waits or runs.
     *
     * @throws ErasedLearnerException if the learner was erased
     */
    public Requested request(LearnerId learner) {
        if (isErased(learner)) {
            throw new ErasedLearnerException();
        }
        var now = now();
        var job = new Job(learner, new EventId(Ids.v7()), now, now, 0, null);
        if (!jobs.begin(job)) {
            return new Requested.Running(jobs.find(learner).orElse(job));
        }
        waiting.add(job);
        try {
            worker.execute(() -> run(job));
            return new Requested.Running(job);
        } catch (RejectedExecutionException full) {
            waiting.remove(job);
            jobs.delete(learner);
            return new Requested.Overloaded();
        }
    }

    /** Writes down that the waiting jobs are still there, so that nobody takes their places. */
    void refresh() {
        for (var job : waiting) {
            try {
                jobs.update(new Job(job.learner(), job.fitId(), job.startedAt(), now(), 0, null));
            } catch (RuntimeException away) {
                LOG.atDebug().setCause(away).log("that fits wait is not written down");
            }
        }
    }

    private void run(Job job) {
        running = job;
        waiting.remove(job);
        try {
            if (closing) {
                end(job, Ending.FAILED);
            } else {
                fit(job);
            }
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).addKeyValue("fit", job.fitId()).log("a fit of weights failed");
            end(job, Ending.FAILED);
        } finally {
            running = null;
        }
    }

    private void end(Job job, Ending ending) {
        try {
            if (isErased(job.learner())) {
                jobs.delete(job.learner());
            } else {
                jobs.update(new Job(job.learner(), job.fitId(), job.startedAt(), now(), 1, ending));
            }
        } catch (RuntimeException away) {
            // the next request takes the place when the job counts as lost
            LOG.atDebug().setCause(away).log("the ending of a fit is not written down");
        }
    }

    private void fit(Job job) {
        var material = queries.within(scope -> FitMaterial.of(scope, job.learner()));
        if (material.isTooLarge()) {
            end(job, Ending.TOO_MANY_REVIEWS);
            return;
        }
        var plan = material.context().plan();
        var fit = HeldOutFit.of(
                material.histories(),
                material.groups(),
                Weights.of(
                        plan.weights().stream().mapToDouble(Double::doubleValue).toArray()),
                TrainingSettings.DEFAULT.withRelearningSteps(
                        plan.relearningSteps().size()),
                reportsOf(job));
        switch (fit) {
            case HeldOutFit.Fitted fitted -> record(job, material, fitted);
            case HeldOutFit.TooFewReviews _ -> end(job, Ending.TOO_FEW_REVIEWS);
            case HeldOutFit.Cancelled _ -> end(job, Ending.FAILED);
        }
    }

    /** Writes progress at most once a second; the fit ends where its place was taken or the service stops. */
    private DoublePredicate reportsOf(Job job) {
        return new DoublePredicate() {
            private Instant reported = job.startedAt();

            @Override
            public boolean test(double share) {
                var now = now();
                if (closing) {
                    return false;
                }
                if (now.isBefore(reported.plus(BETWEEN_REPORTS))) {
                    return true;
                }
                reported = now;
                return jobs.update(new Job(job.learner(), job.fitId(), job.startedAt(), now, share, null));
            }
        };
    }

    private void record(Job job, FitMaterial material, HeldOutFit.Fitted fitted) {
        var event = material.event(ServerStamps.of(job.fitId(), job.learner(), now()), fitted);
        if (isErased(job.learner())) {
            jobs.delete(job.learner());
            return;
        }
        log.append(List.of(event));
        plans.change(
                job.learner(),
                null,
                plan -> FitRules.appliesByItself(plan, event)
                        ? plan.withWeights(event.weights(), event.weightsVersion())
                        : plan);
        jobs.delete(job.learner());
    }

    private boolean isErased(LearnerId learner) {
        return queries.within(scope -> scope.learners().isErased(learner));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Ends the fit that runs, begins none of those that wait, and writes down that they have failed. */
    @Override
    public void close() {
        closing = true;
        refreshing.shutdownNow();
        // not interrupted: the thread could not write its ending
        worker.shutdown();
        worker.getQueue().clear();
        waiting.forEach(job -> end(job, Ending.FAILED));
        if (!hasEnded()) {
            var unended = running;
            if (unended != null) {
                end(unended, Ending.FAILED);
            }
            worker.shutdownNow();
        }
    }

    private boolean hasEnded() {
        try {
            return worker.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
