package dev.engram.card.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.TestInfra;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("drill")
class LargeDeckTest {

    /** What is left of the heap of a service, 128 MB, beside the service itself. */
    private static final String HEAP = "-Xmx80m";

    @Test
    void shouldWorkOnTheLargestDeckFileWithinTheHeapOfAService() throws IOException, InterruptedException {
        // given
        var infra = TestInfra.shared();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // when
        var process = new ProcessBuilder(
                        java,
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeDeckProgram.class.getName(),
                        infra.mongoUri(),
                        infra.uniqueDatabase("cards_large"))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // then
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("added=20000", "updated=20000", "exported true", "undone 20000", "edited Written")
                .doesNotContain("OutOfMemory");
    }
}
