package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.equalToIgnoringCase;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class PageTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/learning/tags",
                "/app/main.js",
                "/app/engram.css",
                "/engram.svg",
                "/service-worker.js",
                "/docs/"
            })
    void shouldTellTheBrowserToTrustNothingElse(String path) {
        given().when()
                .get(path)
                .then()
                .statusCode(200)
                .header(
                        "Content-Security-Policy",
                        allOf(
                                containsString("default-src 'none'"),
                                containsString("frame-ancestors 'none'"),
                                not(containsString("unsafe"))))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"));
    }

    @Test
    void shouldBeMadeOfOwnPartsThatThePolicyAllows() {
        // given
        var page = given().when().get("/").then().extract().asString();
        // when
        var references =
                REFERENCE.matcher(page).results().map(found -> found.group(1)).toList();
        // then
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("/").doesNotStartWith("//");
            given().when().get(reference).then().statusCode(200);
        });
        assertThat(page).doesNotContain("style=\"").doesNotContain("onclick").doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html",
                "/review",
                "/learning",
                "/classes/7/figures",
                "/decks/7",
                "/hardness",
                "/operations",
                "/people",
                "/account",
                "/definitions",
                "/design"
            })
    void shouldAnswerEveryAddressOfAPageWithTheSame(String path) {
        var page = given().when().get("/").then().extract().asString();
        given().when()
                .get(path)
                .then()
                .statusCode(200)
                .contentType("text/html;charset=utf-8")
                .header("Cache-Control", equalTo("no-cache"))
                .body(equalTo(page));
    }

    @Test
    void shouldExplainEveryFigure() {
        given().when()
                .get("/definitions.html")
                .then()
                .statusCode(200)
                .contentType("text/html;charset=utf-8")
                .body(containsString("<a id=\"observed-retention\"></a>"))
                .body(containsString("<h1 id=\"what-the-figures-mean\">"))
                .body(not(containsString("href=\"adr")));
    }

    @Test
    void shouldLetBrowsersKeepOnlyWhatIsNamedByItsContent() {
        // given
        var main = given().when().get("/app/main.js").then().header("Cache-Control", equalTo("no-cache"));
        var part = Pattern.compile("\\./([a-z-]+-[A-Z0-9]{8}\\.js)")
                .matcher(main.extract().asString());
        assertThat(part.find()).isTrue();
        // then
        given().when()
                .get("/app/" + part.group(1))
                .then()
                .statusCode(200)
                .contentType("text/javascript;charset=utf-8")
                .header("Cache-Control", equalTo("public, max-age=31536000, immutable"));
    }

    @Test
    void shouldSendOnceWhatHasNotChanged() {
        // given
        var first = given().when()
                .get("/app/engram.css")
                .then()
                .header("Content-Encoding", equalTo("gzip"))
                .header("Vary", equalToIgnoringCase("Accept-Encoding"))
                .extract();
        // then
        given().header("If-None-Match", "W/\"other\", " + first.header("ETag"))
                .when()
                .get("/app/engram.css")
                .then()
                .statusCode(304)
                .header("ETag", equalTo(first.header("ETag")))
                .body(emptyString());
        given().header("If-None-Match", "\"other\"")
                .when()
                .get("/app/engram.css")
                .then()
                .statusCode(200);
        given().when()
                .head("/app/engram.css")
                .then()
                .statusCode(200)
                .header("Content-Length", equalTo(first.header("Content-Length")));
    }

    @Test
    void shouldSendWhatItIsToThoseWhoTakeNoCompression() {
        given().header("Accept-Encoding", "gzip;q=0, identity")
                .when()
                .get("/app/engram.css")
                .then()
                .statusCode(200)
                .header("Content-Encoding", nullValue())
                .header("Content-Length", Integer::parseInt, greaterThan(1_000));
    }

    @Test
    void shouldCompressItsOwnLongAnswersToReads() {
        given().when()
                .get("/api/v1/openapi")
                .then()
                .statusCode(200)
                .header("Content-Encoding", equalTo("gzip"))
                .body("openapi", equalTo("3.1.0"));
    }

    @Test
    void shouldOfferNoProviderWhereNoneIsConfigured() {
        given().when().get("/api/v1/oidc").then().statusCode(200).body("enabled", equalTo(false));
        given().redirects()
                .follow(false)
                .when()
                .get("/api/v1/oidc/sign-in?code=1&state=2")
                .then()
                .statusCode(404)
                .body("detail", containsString("engram.gateway.oidc.enabled"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere.html",
                "/reviewer",
                "/app/",
                "/app/nothing-AAAAAAAA.js",
                "/engram.js",
                "/client/index.js"
            })
    void shouldAnswerAProblemForAPageThatIsNotThere(String path) {
        given().when()
                .get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .header("X-Content-Type-Options", equalTo("nosniff"));
    }
}
