package dev.engram.review.adapter.fitting;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.review.application.fitting.FitJobs;
import dev.engram.review.application.fitting.FitJobs.Ending;
import dev.engram.review.application.fitting.FitJobs.Job;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MongoFitJobsTest {
    private static final Instant NOW = Instant.parse("2099-03-01T08:00:00Z");
    private static MongoClient client;
    private static FitJobs jobs;

    private final LearnerId ada = new LearnerId(UUID.randomUUID());

    @BeforeAll
    static void open() {
        client = MongoConnections.create(TestInfra.shared().mongoUri(), "fit-jobs-test", Duration.ofSeconds(10), 8);
        jobs = new MongoFitJobs(client.getDatabase(TestInfra.shared().uniqueDatabase("fit-jobs")));
    }

    @AfterAll
    static void close() {
        client.close();
    }

    private Job job(Instant at) {
        return new Job(ada, new EventId(UUID.randomUUID()), at, at, 0, null);
    }

    private static Job at(Job job, Instant updated, double progress, Ending ending) {
        return new Job(job.learner(), job.fitId(), job.startedAt(), updated, progress, ending);
    }

    @Test
    void shouldGiveTheOnlyPlaceOfALearnerToOneOfManyAtATime() throws Exception {
        // given
        var attempts = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(_ -> () -> jobs.begin(job(NOW)))
                .toList();
        // when
        try (var threads = Executors.newFixedThreadPool(8)) {
            var begun =
                    threads.invokeAll(attempts).stream().map(Future::resultNow).toList();
            // then
            assertThat(begun).containsOnlyOnce(true);
        }
    }

    @Test
    void shouldTellOfProgressAndEnding() {
        // given
        var job = job(NOW);
        jobs.begin(job);
        // when
        jobs.update(at(job, NOW.plusSeconds(1), 0.25, null));
        var running = jobs.find(ada);
        jobs.update(at(job, NOW.plusSeconds(2), 0.5, Ending.TOO_FEW_REVIEWS));
        // then
        assertThat(running).contains(at(job, NOW.plusSeconds(1), 0.25, null));
        assertThat(jobs.find(ada)).contains(at(job, NOW.plusSeconds(2), 0.5, Ending.TOO_FEW_REVIEWS));
        assertThat(jobs.begin(job(NOW.plusSeconds(3)))).isTrue();
    }

    @Test
    void shouldLetAnotherTakeThePlaceOfAJobWhoseProcessIsGone() {
        // given
        var lost = job(NOW);
        jobs.begin(lost);
        var next = job(NOW.plus(FitJobs.LOST_AFTER));
        // when
        boolean early = jobs.begin(job(NOW.plus(FitJobs.LOST_AFTER).minusMillis(1)));
        boolean late = jobs.begin(next);
        // then: and the first one, if it comes back, sees that its place is gone
        assertThat(early).isFalse();
        assertThat(late).isTrue();
        assertThat(jobs.update(at(lost, NOW.plusSeconds(700), 0.9, null))).isFalse();
        assertThat(jobs.find(ada)).contains(next);
    }

    @Test
    void shouldNotWriteAJobThatWasDropped() {
        // given
        var job = job(NOW);
        jobs.begin(job);
        // when
        jobs.delete(ada);
        // then
        assertThat(jobs.update(at(job, NOW, 1, null))).isFalse();
        assertThat(jobs.find(ada)).isEmpty();
    }
}
