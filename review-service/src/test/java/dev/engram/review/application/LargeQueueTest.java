package dev.engram.review.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.TestInfra;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("drill")
class LargeQueueTest {

    /** What is left of the heap of a service, 128 MB, beside the service itself. */
    private static final String HEAP = "-Xmx80m";

    @Test
    void shouldAnswerALearnerOf120000CardsWithinTheHeapOfAService() throws IOException, InterruptedException {
        // given
        TestInfra.shared();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // when
        var process = new ProcessBuilder(
                        java,
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeQueueProgram.class.getName())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.println(output);
        // then: two at a time, of 31 days with 180 reviews and 20 new cards each
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("queue 0 of 6200 cards, listed 1000", "queue 1 of 6200 cards, listed 1000", "tag: 0 cards")
                .doesNotContain("OutOfMemory");
    }
}
