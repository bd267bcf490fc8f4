package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

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
    @ValueSource(strings = {"/", "/engram.js", "/client/index.js", "/engram.css", "/engram.svg"})
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

    @Test
    void shouldKeepTheTokenOutOfEveryStore() {
        given().when()
                .get("/engram.js")
                .then()
                .body(allOf(
                        not(containsString("localStorage")),
                        not(containsString("sessionStorage")),
                        not(containsString("document.cookie")),
                        not(containsString("innerHTML"))));
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

    @Test
    void shouldAnswerAProblemForAPageThatIsNotThere() {
        given().when()
                .get("/nowhere.html")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .header("X-Content-Type-Options", equalTo("nosniff"));
    }
}
