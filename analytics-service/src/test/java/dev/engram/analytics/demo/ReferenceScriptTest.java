package dev.engram.analytics.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.testing.RepositoryRoot;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The known answers and the demo's events are what the committed scripts make. Needs {@code python3}. */
class ReferenceScriptTest {

    private static final String PYTHON = "python3";

    @BeforeAll
    static void needsPython() throws InterruptedException {
        boolean found;
        try {
            found = new ProcessBuilder(PYTHON, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            found = false;
        }
        Assumptions.assumeTrue(found, "python3 is not on the PATH: the golden file is compared, but not made again");
    }

    @Test
    void shouldMakeTheGoldenFileAgain() throws Exception {
        assertAlike(tables(run(Golden.madeBy())), tables(Files.readString(Golden.file())));
    }

    @Test
    void shouldNotDependOnTheOrderInWhichReviewsAreRead() throws Exception {
        // given
        var shuffled = new ArrayList<>(Golden.madeBy());
        shuffled.addAll(List.of("--shuffle", "7"));
        // when
        var tables = tables(run(shuffled));
        // then
        assertAlike(tables, tables(Files.readString(Golden.file())));
    }

    @Test
    void shouldMakeTheEventsOfTheDemoAgain() throws Exception {
        var file = RepositoryRoot.find().resolve("cli/src/main/resources/demo/reviews.json");
        assertThat(run(List.of("tools/make_demo_reviews.py"))).isEqualTo(Files.readString(file));
    }

    private static JsonNode tables(String json) throws IOException {
        return new ObjectMapper().readTree(json).get("tables");
    }

    /** Equal but for the last digits, in which the C libraries of two systems may differ. */
    private static void assertAlike(JsonNode made, JsonNode golden) {
        assertThat(made.getNodeType()).isEqualTo(golden.getNodeType());
        assertThat(made.size()).isEqualTo(golden.size());
        if (golden.isObject()) {
            golden.properties().forEach(field -> {
                assertThat(made.has(field.getKey())).as(field.getKey()).isTrue();
                assertAlike(made.get(field.getKey()), field.getValue());
            });
        } else if (golden.isArray()) {
            for (int i = 0; i < golden.size(); i++) {
                assertAlike(made.get(i), golden.get(i));
            }
        } else if (golden.isNumber()) {
            assertThat(made.asDouble()).isCloseTo(golden.asDouble(), Golden.TOLERANCE);
        } else {
            assertThat(made).isEqualTo(golden);
        }
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(PYTHON, "-B"));
        command.addAll(arguments);
        var process = new ProcessBuilder(command)
                .directory(RepositoryRoot.find().toFile())
                .redirectError(Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code of %s", command).isZero();
        return output;
    }
}
