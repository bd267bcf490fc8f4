package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackProgress;
import dev.engram.testing.Seeds;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A process that is killed comes back by itself, and what a command stops stays down. */
@Tag("drill")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SupervisorTest {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static RunningStack running;
    private static AcknowledgedReviews reviews;

    @BeforeAll
    static void start() throws Exception {
        running = RunningStack.start("engram supervised ");
        running.stack().supervise();
        reviews = new AcknowledgedReviews(running, running.importTransformers().cards(), 3);
    }

    @AfterAll
    static void stop() throws Exception {
        running.stack().stop(StackProgress.NONE);
    }

    @Test
    @Order(1)
    void shouldStartAgainEveryProcessThatIsKilled() throws Exception {
        // given
        long seed = Seeds.one();
        List<StackPart> parts = new ArrayList<>(List.of(StackPart.values()));
        Collections.shuffle(parts, new Random(seed));
        // when
        for (var part : parts) {
            running.stack().process(part).kill();
            reviews.post(1, 20, seed);
            await().atMost(LONGEST).until(() -> running.stack().process(part).isAlive());
        }
        // then
        await().atMost(LONGEST).untilAsserted(() -> {
            var status = Command.run(running, "status");
            assertThat(status.output())
                    .contains("was started again, once so far")
                    .doesNotContain("is down");
            assertThat(status.exitCode()).isZero();
        });
        var supervisor = Command.run(running, "status", "--json").json().get("supervisor");
        assertThat(supervisor.get("parts")).hasSize(StackPart.values().length);
        reviews.requireEachCountedOnce("seed " + seed);
    }

    @Test
    @Order(2)
    void shouldTryLessAndLessOftenWhatCannotRun() throws Exception {
        // given
        var jar = running.stack().home().resolve("app/card-service/quarkus-run.jar");
        var aside = Files.move(jar, jar.resolveSibling("aside.jar"));
        // when
        running.stack().process(StackPart.CARD).kill();
        // then
        await().atMost(LONGEST).untilAsserted(() -> {
            var restarts = running.stack().restarts().get(StackPart.CARD);
            assertThat(restarts).isNotNull();
            assertThat(restarts.how()).isEqualTo("ended with exit code 1");
            assertThat(restarts.next()).isNotNull();
            assertThat(Duration.between(restarts.endedAt(), restarts.next())).isGreaterThan(Duration.ofSeconds(3));
        });
        assertThat(Command.run(running, "status").output())
                .contains("card-service ended with exit code 1", "the supervisor starts it again at");
        Files.move(aside, jar);
        await().atMost(LONGEST).until(() -> Command.run(running, "status").exitCode() == 0);
    }

    @Test
    @Order(3)
    void shouldLeaveDownWhatACommandHasStopped() throws Exception {
        // given
        var pid = running.stack().supervisorPid().orElseThrow();
        // when
        Command.run(running, "down").expect(0);
        // then
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(running.stack().alive()).isEmpty();
        assertThat(Command.run(running, "status").output()).contains("The stack is not running");
    }
}
