package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackProcess;
import dev.engram.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Strangers with scripts and learners with large decks beside people who study: no process ends, nothing that was acknowledged
 * is lost, and those who study are served. The goal is that 99 % of their requests take less than a second; what they took is
 * printed, since it depends on the machine.
 */
@Tag("drill")
class HostileMixtureTest {

    private static final int REQUESTS = Integer.getInteger("engram.hostile.requests", 10_000);
    private static final int HOSTILE_CLIENTS = 16;
    private static final int ORDINARY_CLIENTS = 5;
    private static final int CARDS = 20_000;
    private static final int LONGEST_MILLIS = 5_000;

    @Test
    void shouldServeOrdinaryClientsAmongHostileOnes() throws Exception {
        // given
        long seed = Seeds.one();
        try (var running = RunningStack.start("engram hostile ")) {
            var deck = running.importTransformers();
            var reviews = new AcknowledgedReviews(running, deck.cards(), ORDINARY_CLIENTS);
            var hostile = new HostileClients(running);
            hostile.prepare(CARDS);
            var processes = pids(running);

            // when
            try (var ordinary = new OrdinaryClients(running, deck, reviews, ORDINARY_CLIENTS)) {
                ordinary.start(seed);
                hostile.send(REQUESTS, HOSTILE_CLIENTS, seed);
                ordinary.end();
                System.out.println(hostile.table());
                System.out.print(ordinary.table());
                System.out.printf(
                        "%d ordinary requests: half within %d ms, 99 %% within %d ms, %d sent again; memory at most %s%n",
                        ordinary.requests(),
                        ordinary.millis(0.5),
                        ordinary.millis(0.99),
                        ordinary.refused(),
                        peaks(running));

                // then
                assertThat(pids(running)).as("no process has ended").isEqualTo(processes);
                assertThat(hostile.sent()).isEqualTo(REQUESTS);
                assertThat(hostile.notAllowed()).isEmpty();
                assertThat(ordinary.requests()).isGreaterThan(100);
                assertThat(ordinary.millis(0.99))
                        .as("99 % of ordinary requests, ms")
                        .isLessThan(LONGEST_MILLIS);
            }
            for (var process : running.stack().processes()) {
                assertThat(Files.readString(process.log()))
                        .as(process.part() + "")
                        .doesNotContain("OutOfMemoryError");
            }
            reviews.requireEachCountedOnce("seed " + seed);
            assertThat(Command.run(running, "status").output()).doesNotContain("ended");
        }
    }

    private static Map<StackPart, Long> pids(RunningStack running) {
        return Arrays.stream(StackPart.values())
                .map(running.stack()::process)
                .collect(Collectors.toMap(
                        StackProcess::part, process -> process.pid().orElse(-1)));
    }

    /** The most memory that each process has had, in MB. */
    private static Map<StackPart, String> peaks(RunningStack running) {
        return Arrays.stream(StackPart.values())
                .collect(Collectors.toMap(
                        Function.identity(), part -> peak(running.stack().process(part))));
    }

    private static String peak(StackProcess process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid().orElseThrow() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }
}
