package dev.engram.review.application.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.engram.events.LearnerId;
import dev.engram.events.topic.Topics;
import dev.engram.projections.Position;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.review.application.InMemoryLog;
import dev.engram.review.application.ReviewLog;
import dev.engram.review.application.fitting.FitJobs.Ending;
import dev.engram.review.application.fitting.FitJobs.Job;
import dev.engram.review.application.plan.StudyPlans;
import dev.engram.runtime.query.InMemoryProjectionQueries;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeightsFittingTest {
    private static final LearnerId ADA = new LearnerId(new UUID(1, 1));
    private static final LearnerId BEN = new LearnerId(new UUID(1, 2));
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final InMemoryProjectionQueries projected = new InMemoryProjectionQueries();
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InMemoryFitJobs jobs = new InMemoryFitJobs();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch mayRead = new CountDownLatch(1);
    private final WeightsFitting fitting = fitting();

    private WeightsFitting fitting() {
        var queries = new HeldUp();
        var log = new ReviewLog(new InMemoryLog(projected), Topics.REVIEWS, () -> InMemoryProjectionQueries.TOPIC);
        var plans = new StudyPlans(log, queries, now::get, Duration.ZERO);
        return new WeightsFitting(queries, log, plans, jobs, now::get, 16);
    }

    /** The thread that fits waits in its first read until it may go on. */
    private final class HeldUp implements ProjectionQueries {
        @Override
        public <T> T within(Function<ReadScope, T> question) {
            if (Thread.currentThread().getName().equals("fitting")) {
                reading.countDown();
                try {
                    mayRead.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", interrupted);
                }
            }
            return projected.within(question);
        }

        @Override
        public CatchUpResult await(Position after, Duration atMost) {
            return projected.await(after, atMost);
        }
    }

    private Job job(LearnerId learner) {
        return jobs.find(learner).orElseThrow();
    }

    @AfterEach
    void goOn() {
        mayRead.countDown();
        fitting.close();
    }

    @Test
    void shouldKeepThePlaceOfAJobThatWaits() throws InterruptedException {
        // given: one runs, the other waits for longer than a lost job may
        fitting.request(ADA);
        reading.await();
        fitting.request(BEN);
        now.set(START.plus(FitJobs.LOST_AFTER.multipliedBy(2)));
        assertThat(job(BEN).isActive(now.get())).isFalse();
        // when
        fitting.refresh();
        // then
        assertThat(job(BEN).isActive(now.get())).isTrue();
        assertThat(job(BEN).startedAt()).isEqualTo(START);
        // and it ends in its turn
        mayRead.countDown();
        await().untilAsserted(() -> assertThat(job(BEN).ending()).isEqualTo(Ending.TOO_FEW_REVIEWS));
        fitting.refresh();
        assertThat(job(BEN).ending()).isEqualTo(Ending.TOO_FEW_REVIEWS);
    }

    @Test
    void shouldEndTheJobsThatWaitWhenTheServiceStops() throws InterruptedException {
        // given
        fitting.request(ADA);
        reading.await();
        fitting.request(BEN);
        // when
        var closing = Thread.ofPlatform().start(fitting::close);
        await().untilAsserted(() -> assertThat(job(BEN).ending()).isEqualTo(Ending.FAILED));
        mayRead.countDown();
        closing.join();
        // then
        assertThat(job(BEN).isActive(now.get())).isFalse();
        assertThat(job(ADA).isActive(now.get())).isFalse();
    }
}
