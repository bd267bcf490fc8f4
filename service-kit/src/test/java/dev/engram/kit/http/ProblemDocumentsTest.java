package dev.engram.kit.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(SignedByTests.class)
class ProblemDocumentsTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    @TestHTTPResource("/probe/text")
    URI text;

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json")
                .body(body)
                .when()
                .post("/probe")
                .then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String slug) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:engram:problem:" + slug))
                .body("status", equalTo(status))
                .body("title", not(equalTo("")));
    }

    @Test
    void shouldSayWhereJsonIsMalformed() {
        problem(post("{\"items\": [\n  {\"id\": oops}]}"), 400, "malformed-json")
                .body("line", equalTo(2))
                .body("column", greaterThan(1))
                .body("detail", containsString("line 2"))
                .body(not(containsString("dev.engram")))
                .body(not(containsString("com.fasterxml")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"items":[{"id":"%s","colour":"BLUE","count":1}]}  | items[0].colour | RED, GREEN
            {"items":[{"id":"nonsense","colour":"RED","count":1}]} | items[0].id | UUID
            {"items":[{"id":"%s","colour":"RED","count":"many"}]} | items[0].count | whole number
            {"items":[{"id":"%s","colour":"RED","count":99999999999}]} | items[0].count | range
            {"items":[{"id":"%s","colour":"RED","count":-1}]} | items[0] | 0 or more
            {"items":[{"id":"%s","colour":"RED","count":1,"at":"yesterday"}]} | items[0].at | ISO 8601
            {"items":7} | items | list
            """)
    void shouldNameFieldAndRule(String body, String field, String rule) {
        problem(post(body.replace("%s", ID)), 400, "invalid-field")
                .body("field", equalTo(field))
                .body("rule", containsString(rule))
                .body(not(containsString("ProbeResource")))
                .body(not(containsString("java.")));
    }

    @Test
    void shouldRefuseADocumentWithMoreAfterItsEnd() {
        problem(post("{\"items\":[]} {}"), 400, "malformed-json").body("detail", containsString("follows the end"));
    }

    @Test
    void shouldRefuseADocumentOfTooManyValues() {
        problem(post("{\"items\":[" + "null,".repeat(100_000) + "null]}"), 400, "malformed-json")
                .body("detail", containsString("too many values"));
    }

    @Test
    void shouldRefuseABodyThatIsNoObject() {
        problem(post("[]"), 400, "malformed-json").body("detail", containsString("must be an object"));
    }

    @Test
    void shouldAnswerProblemsForWhatHttpRefuses() {
        problem(given().when().get("/nowhere").then(), 404, "not-found");
        problem(given().when().get("/probe/nowhere").then(), 404, "not-found");
        problem(given().when().delete("/probe").then(), 405, "method-not-allowed")
                .header("Allow", equalTo("OPTIONS, POST"));
        problem(given().when().put("/probe/fail/field").then(), 405, "method-not-allowed")
                .header("Allow", equalTo("GET, HEAD, OPTIONS"));
        given().options("/probe/fail/field").then().statusCode(204).header("Allow", equalTo("GET, HEAD, OPTIONS"));
        problem(given().accept("image/png").when().get("/probe/fail/field").then(), 406, "not-acceptable");
        problem(
                given().contentType("application/xml")
                        .body("<a/>")
                        .when()
                        .post("/probe")
                        .then(),
                415,
                "unsupported-media-type");
    }

    @Test
    void shouldRefuseABodyThatSaysItIsTooLarge() {
        var body = "x".repeat(2 * 1024 * 1024 + 1);
        problem(
                        given().contentType("text/plain; charset=utf-8")
                                .body(body)
                                .when()
                                .post("/probe/text")
                                .then(),
                        413,
                        "body-too-large")
                .body("maxBytes", equalTo(2 * 1024 * 1024))
                .body("field", equalTo("body"));
    }

    @Test
    void shouldRefuseABodyThatGrowsTooLarge() throws Exception {
        // given
        var request = HttpRequest.newBuilder(text)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Endless(3 * 1024 * 1024)))
                .build();
        // when
        HttpResponse<String> answer;
        try (var client = HttpClient.newHttpClient()) {
            answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        }
        // then
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:engram:problem:body-too-large");
    }

    @Test
    void shouldHoldOnlySoManyBytesOfBodiesAtATime() throws Exception {
        // given
        var large = "x".repeat(2_000_000);
        try (var slow = slowEnoughToKeepOut(large)) {
            // then
            assertThat(slow.isConnected()).isTrue();
            assertThat(sent(large).header("Retry-After")).isEqualTo("1");
            assertThat(sent(large).path("type").toString()).isEqualTo("urn:engram:problem:overloaded");
            assertThat(sent("small").statusCode()).isEqualTo(200);
        }
        eventually(200, large);
    }

    @Test
    void shouldCountWhatItRefuses() {
        // given
        var before = refused("too-large");
        // when
        sent("x".repeat(2 * 1024 * 1024 + 1));
        // then
        assertThat(refused("too-large")).isEqualTo(before + 1);
        assertThat(refused("overloaded")).isNotNegative();
        assertThat(refused("length-required")).isZero();
    }

    private static double refused(String reason) {
        var name = "engram_http_requests_refused_total{reason=\"" + reason + "\"} ";
        return given().when()
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    /** A request of which only the head has been sent, seen to be admitted before {@code other}, which is not. */
    private Socket slowEnoughToKeepOut(String other) throws IOException {
        for (int i = 0; i < 100; i++) {
            var slow = new Socket(text.getHost(), text.getPort());
            slow.getOutputStream()
                    .write(
                            "POST /probe/text HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 2000000\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();
            if (sent(other).statusCode() == 503) {
                return slow;
            }
            // the other one was faster, and this one perhaps refused for it
            slow.close();
        }
        throw new AssertionError("the slow request never kept out another one");
    }

    private static void eventually(int status, String body) throws InterruptedException {
        for (int i = 0; i < 100 && sent(body).statusCode() != status; i++) {
            Thread.sleep(50);
        }
        assertThat(sent(body).statusCode()).isEqualTo(status);
    }

    private static Response sent(String body) {
        return given().contentType("text/plain; charset=utf-8")
                .body(body)
                .when()
                .post("/probe/text");
    }

    @ParameterizedTest
    @CsvSource({"log,log-unavailable", "overloaded,overloaded", "store,store-unavailable"})
    void shouldTellWhenToComeBack(String how, String slug) {
        problem(given().when().get("/probe/fail/" + how).then(), 503, slug)
                .header("Retry-After", matchesPattern("[1-9]"))
                .body(not(containsString("10.1.2.3")));
    }

    @Test
    void shouldAnswerTheProblemThatTheServiceNames() {
        problem(given().when().get("/probe/fail/field").then(), 400, "invalid-field")
                .body("field", equalTo("rating"));
        problem(given().when().get("/probe/fail/conflict").then(), 412, "version-conflict")
                .header("ETag", "\"7\"")
                .body("version", equalTo(7));
    }

    @Test
    void shouldTellNothingOfABugButItsInstance() {
        problem(given().when().get("/probe/fail/bug").then(), 500, "internal-error")
                .body("instance", matchesPattern("urn:uuid:[0-9a-f-]{36}"))
                .body(not(containsString("secret")))
                .body(not(containsString("IllegalState")));
    }

    @Test
    void shouldTakeWhatIsRight() {
        post("{\"items\":[{\"id\":\"%s\",\"colour\":\"RED\",\"count\":1}]}".formatted(ID))
                .statusCode(200)
                .body(equalTo("{\"items\":1}"));
    }

    /** So many bytes of text, without a Content-Length. */
    private static final class Endless extends InputStream {
        private int left;

        Endless(int bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }
    }
}
