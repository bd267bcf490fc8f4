package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.stack.StackPart;
import dev.engram.testing.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What was acknowledged survives. Two thousand reviews are posted while every process of the stack is killed twice and one
 * service sleeps past its session timeout. Afterwards each acknowledged review counts exactly once in both projections, and
 * both equal the fold of the log.
 */
class CrashTest {

    private static final int BATCHES = 40;
    private static final int BATCH = 50;
    private static final int LEARNERS = 7;

    @Test
    void shouldCountEveryAcknowledgedReviewExactlyOnceWhileProcessesDie() throws Exception {
        // given
        long seed = Seeds.one();
        var random = new Random(seed);
        var running = RunningStack.shared();
        var reviews =
                new AcknowledgedReviews(running, running.importTransformers().cards(), LEARNERS);
        var sleeper = random.nextBoolean() ? StackPart.REVIEW : StackPart.ANALYTICS;
        var chaos = new Chaos(running.stack(), 2, sleeper, new Random(random.nextLong()));

        // when
        var chaosThread = Thread.ofPlatform().name("chaos").start(chaos);
        for (int batch = 0; batch < BATCHES; batch++) {
            while (chaos.share() < 0.95 * batch / BATCHES) {
                Thread.sleep(20);
            }
            reviews.post(batch, BATCH, random);
        }
        chaosThread.join();
        System.out.println("seed " + seed + ": " + String.join(", ", chaos.diary()));
        for (var part : StackPart.values()) {
            chaos.awaitHealthy(part);
        }

        // then
        assertThat(chaos.diary()).filteredOn(line -> line.startsWith("kill -9")).hasSize(2 * StackPart.values().length);
        assertThat(reviews.ids()).hasSize(BATCHES * BATCH);
        reviews.requireEachCountedOnce("seed " + seed);
        assertThat(Projections.of(running)).allMatch(projection -> projection.parked() == 0);
    }
}
