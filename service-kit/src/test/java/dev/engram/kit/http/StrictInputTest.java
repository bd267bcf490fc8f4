package dev.engram.kit.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of a request is ignored or changed unseen. */
@QuarkusTest
@TestProfile(SignedByTests.class)
class StrictInputTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    private static ValidatableResponse post(byte[] body, String contentType) {
        return given().header("Content-Type", contentType)
                .body(body)
                .post("/probe")
                .then();
    }

    private static ValidatableResponse post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    private static ValidatableResponse get(String query) {
        return given().urlEncodingEnabled(false).get("/probe/list" + query).then();
    }

    private static void problem(ValidatableResponse answer, int status, String slug, String field, String rule) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:engram:problem:" + slug))
                .body("field", equalTo(field))
                .body("rule", containsString(rule));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"itmes":[]}                                | itmes             | did you mean 'items'?
            {"Items":[]}                                | Items             | did you mean 'items'?
            {"items":[],"dryRun":true}                  | dryRun            | is not known; known: items
            {"items":[{ID,"count":1,"cuont":1}]}   | items[0].cuont    | did you mean 'count'?
            {"items":[{ID,"count":1,"$where":"x"}]}        | items[0].$where   | is not known
            {"items":{"$ne":null}}                      | items             | must be a list
            {"items":[{ID,"count":"1"}]}                | items[0].count    | must be a whole number
            {"items":[{ID,"count":1.0}]}                | items[0].count    | must be a whole number
            {"items":[{ID,"count":true}]}               | items[0].count    | must be a whole number
            {"items":[{ID,"count":null}]}               | items[0].count    | must be a whole number
            {"items":[{ID,"count":""}]}                 | items[0].count    | must be a whole number
            {"items":[{ID,"due":1}]}                    | items[0].due      | must be true or false
            {"items":[{ID,"due":"true"}]}               | items[0].due      | must be true or false
            {"items":[{ID,"due":""}]}                   | items[0].due      | must be true or false
            {"items":[{ID,"name":1}]}                   | items[0].name     | must be a string
            {"items":[{ID,"name":true}]}                | items[0].name     | must be a string
            {"items":[{ID,"name":{"$gt":""}}]}          | items[0].name     | must be a string
            {"items":[{ID,"name":["a"]}]}               | items[0].name     | must be a string
            {"items":[{ID,"colour":0}]}                 | items[0].colour   | must be one of RED, GREEN
            {"items":[{ID,"colour":""}]}                | items[0].colour   | must be one of RED, GREEN
            """)
    void shouldRefuseABodyThatWouldBeReadInPart(String body, String field, String rule) {
        problem(post(body.replace("ID", "\"id\":\"" + ID + "\"")), 400, "invalid-field", field, rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"items":[],"items":[]}                     | items
            {"items":[{"count":1},{"count":1,"count":2}]} | items[1].count
            """)
    void shouldNameAFieldThatIsGivenTwiceAndItsPlace(String body, String field) {
        problem(post(body), 400, "malformed-json", field, "must be given once");
        post(body)
                .body("line", equalTo(1))
                .body("detail", startsWith("The field '" + field + "' is given twice (line"));
    }

    @Test
    void shouldCutANameThatIsTooLongToShow() {
        post("{\"" + "x".repeat(10_000) + "\":1}")
                .statusCode(400)
                .body("field", equalTo("x".repeat(64) + "…"))
                .body("detail", not(containsString("x".repeat(65))));
    }

    @Test
    void shouldRefuseBombsAndBrokenText() {
        post("[".repeat(5_000)).statusCode(400).body("type", equalTo("urn:engram:problem:malformed-json"));
        var collisions = new StringBuilder("{");
        for (int i = 0; i < 1 << 12; i++) {
            // names of one String.hashCode
            for (int bit = 0; bit < 12; bit++) {
                collisions.append(bit == 0 ? "\"" : "").append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            collisions.append("\":1,");
        }
        post(collisions.append("\"items\":[]}").toString()).statusCode(400).body("rule", startsWith("is not known"));
        var invalidUtf8 = "{\"items\":[{\"name\":\"a\u00ff\"}]}".getBytes(StandardCharsets.ISO_8859_1);
        post(invalidUtf8, "application/json")
                .statusCode(400)
                .body("type", equalTo("urn:engram:problem:malformed-json"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ?dryRun                  | dryRun    | must have a value, as in dryRun=…
            ?dryRun=                 | dryRun    | must have a value
            ?dry_run=true            | dry_run   | did you mean 'dryRun'?
            ?DRYRUN=true             | DRYRUN    | did you mean 'dryRun'?
            ?dryrnu=true             | dryrnu    | did you mean 'dryRun'?
            ?afer=x                  | afer      | did you mean 'after'?
            ?corsur=x                | corsur    | did you mean 'cursor'?
            ?limit=5                 | limit     | is not known; known: after, cursor, dryRun, same
            ?dryRun=true&dryRun=true | dryRun    | must be given once, was given 2 times
            ?after=&dryRun=true      | after     | leave it out for the default
            ?same=1&same=            | same      | must have a value
            ?after=%FF               | after     | must be UTF-8
            ?after=x;dry=true        | dry       | is not known
            ;dryRun=true             | path      | must not have parameters after ';'
            ?=true                   | true      | is not known
            """)
    void shouldRefuseParametersThatWouldBeIgnored(String query, String field, String rule) {
        problem(get(query), 400, "invalid-field", field, rule);
    }

    @Test
    void shouldTakeDeclaredParameters() {
        get("?dryRun=true&after=a%20b&cursor=c&same=1&same=2")
                .statusCode(200)
                .body("dryRun", equalTo("true"))
                .body("after", equalTo("a b"))
                .body("same", contains("1", "2"))
                .body("cursor", equalTo("c"));
        get("").statusCode(200);
    }

    @Test
    void shouldCheckTheTokenFirst() {
        given().get("/probe/author?nothing=1").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-16", "UTF-16LE", "iso-8859-1", "\"utf-32\"", "us-ascii", "nonsense"})
    void shouldRefuseAnotherCharset(String charset) {
        for (var type : new String[] {"application/json", "text/plain"}) {
            var answer = given().header("Content-Type", type + "; charset=" + charset)
                    .body("{\"items\":[]}".getBytes(StandardCharsets.UTF_16))
                    .post(type.equals("text/plain") ? "/probe/text" : "/probe")
                    .then();
            problem(answer, 415, "unsupported-media-type", "Content-Type", "charset must be utf-8 or left out");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";charset=UTF-8", "; charset=\"utf-8\"", "; charset=utf8"})
    void shouldTakeUtf8(String charset) {
        post("{\"items\":[]}".getBytes(StandardCharsets.UTF_8), "application/json" + charset)
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate, gzip"})
    void shouldRefuseACompressedBody(String encoding) {
        var answer = given().header("Content-Type", "application/json")
                .header("Content-Encoding", encoding)
                .body("{\"items\":[]}".getBytes(Charset.defaultCharset()))
                .post("/probe")
                .then()
                .header("Accept-Encoding", equalTo("identity"));
        problem(answer, 415, "unsupported-media-type", "Content-Encoding", "must be identity or left out");
    }

    @Test
    void shouldRefuseABodyThatNobodyReads() {
        problem(
                given().contentType("application/json")
                        .body("{}")
                        .get("/probe/list")
                        .then(),
                400,
                "invalid-field",
                "body",
                "must be absent");
        problem(
                given().contentType("application/json")
                        .body("{}")
                        .put("/probe/nobody")
                        .then(),
                400,
                "invalid-field",
                "body",
                "must be absent");
        given().put("/probe/nobody").then().statusCode(200);
    }
}
