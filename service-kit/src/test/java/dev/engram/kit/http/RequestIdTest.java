package dev.engram.kit.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(SignedByTests.class)
class RequestIdTest {
    private static final String MADE = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private final StringWriter console = new StringWriter();

    private static ConsoleHandler consoleHandler() {
        return Arrays.stream(InitialConfigurator.DELAYED_HANDLER.getHandlers())
                .filter(ConsoleHandler.class::isInstance)
                .map(ConsoleHandler.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @BeforeEach
    void readTheConsole() {
        consoleHandler().setWriter(console);
    }

    @AfterEach
    void giveTheConsoleBack() {
        consoleHandler().setTarget(ConsoleHandler.Target.SYSTEM_OUT);
    }

    private List<String> lines(String of) {
        consoleHandler().flush();
        return console.toString().lines().filter(line -> line.contains(of)).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/probe/fail/field", "/probe/fail/store", "/probe/fail/bug", "/probe/me", "/nobody/serves/this"})
    void shouldNameTheRequestOfTheClientInEveryAnswer(String path) {
        // given
        var id = "client-" + UUID.randomUUID();
        // when
        given().header("X-Request-Id", id)
                .get(path)
                // then
                .then()
                .header("X-Request-Id", equalTo(id))
                .body("requestId", equalTo(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with space and more", "{requestId=01890a5d-ac96}", "naïve-0123456789-0123456789"})
    void shouldMakeAnIdInsteadOfOneOfAnotherForm(String given) {
        given().header("X-Request-Id", given)
                .get("/probe/fail/field")
                .then()
                .header("X-Request-Id", matchesPattern(MADE))
                .body("requestId", matchesPattern(MADE));
    }

    @Test
    void shouldMakeAnIdWhereThereIsNone() {
        given().contentType("text/plain; charset=UTF-8")
                .body("abc")
                .post("/probe/text")
                .then()
                .statusCode(200)
                .header("X-Request-Id", matchesPattern(MADE))
                .body("requestId", nullValue());
    }

    @Test
    void shouldNameTheRequestInEveryLineOfItsLog() {
        // given
        var ids = IntStream.range(0, 20)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();
        // when
        ids.parallelStream()
                .forEach(id -> given().header("X-Request-Id", id)
                        .post("/probe/log/" + id)
                        .then()
                        .statusCode(204));
        // then
        assertThat(ids)
                .allSatisfy(id -> assertThat(lines("word=" + id))
                        .singleElement()
                        .asString()
                        .contains(" {requestId=" + id + "} word=" + id + " logged"));
    }

    @Test
    void shouldNotFillTheLogForAClientInALoop() {
        // when
        for (int attempt = 0; attempt < 300; attempt++) {
            given().get("/probe/fail/log").then().statusCode(503);
        }
        // then
        assertThat(lines("unavailable"))
                .hasSizeBetween(1, 80); // 30 in a minute, two of which this may touch, and the summaries
    }
}
