package dev.engram.review.application.fitting;

import dev.engram.events.LearnerId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Jobs in memory. Safe for use by many threads. */
final class InMemoryFitJobs implements FitJobs {
    private final Map<LearnerId, Job> jobs = new ConcurrentHashMap<>();

    @Override
    public Optional<Job> find(LearnerId learner) {
        return Optional.ofNullable(jobs.get(learner));
    }

    @Override
    public boolean begin(Job job) {
        return jobs.merge(job.learner(), job, (held, next) -> held.isActive(next.startedAt()) ? held : next)
                .equals(job);
    }

    @Override
    public boolean update(Job job) {
        var updated =
                jobs.computeIfPresent(job.learner(), (_, held) -> held.fitId().equals(job.fitId()) ? job : held);
        return updated != null && updated.equals(job);
    }

    @Override
    public void delete(LearnerId learner) {
        jobs.remove(learner);
    }
}
