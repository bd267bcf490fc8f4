package dev.engram.gateway.adapter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(GatewayProfile.class)
class TokenResourceTest {

    private static ValidatableResponse signIn(String username, String password) {
        return given().contentType("application/json")
                .body("{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password))
                .when()
                .post("/api/v1/tokens")
                .then();
    }

    @BeforeEach
    void awaitDemoAccounts() throws InterruptedException {
        for (int i = 0; i < 200 && given().when().get("/q/health/ready").statusCode() != 200; i++) {
            Thread.sleep(50);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"username":"author","pasword":"p"} | pasword  | is not known; did you mean 'password'?
            {"userName":"author","password":"p"} | userName | is not known; did you mean 'username'?
            {"username":"author","password":"p","remember":true} | remember | is not known
            {"username":"author","password":7} | password | must be a string
            {"username":{"$ne":""},"password":{"$ne":""}} | username | must be a string
            {"username":"author","password":"\\ud800"} | password | must be well-formed Unicode
            """)
    void shouldNameTheFieldOfCredentialsThatBreaksARule(String body, String field, String rule) {
        given().contentType("application/json")
                .body(body)
                .post("/api/v1/tokens")
                .then()
                .statusCode(400)
                .body("field", equalTo(field))
                .body("rule", containsString(rule));
    }

    @Test
    void shouldRefuseCredentialsThatWouldBeMisread() {
        var right = "{\"username\":\"author\",\"password\":\"write-transformers\"}";
        given().contentType("application/json")
                .body(right)
                .post("/api/v1/tokens?remember=true")
                .then()
                .statusCode(400)
                .body("field", equalTo("remember"));
        given().header("Content-Type", "application/json; charset=utf-16")
                .body(right.getBytes(StandardCharsets.UTF_16))
                .post("/api/v1/tokens")
                .then()
                .statusCode(415);
    }

    @Test
    void shouldSignATokenThatThePublicKeyVerifies() throws Exception {
        // when
        var answer =
                signIn("author", "write-transformers").statusCode(200).extract().jsonPath();
        // then
        var parts = answer.getString("token").split("\\.");
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(publicKey());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(json(parts[0]).getString("alg")).isEqualTo("ES256");
        var claims = json(parts[1]);
        assertThat(claims.getString("iss")).isEqualTo("engram");
        assertThat(claims.getList("aud")).containsExactly("engram");
        assertThat(claims.getList("groups")).containsExactlyInAnyOrder("author", "learner");
        assertThat(claims.getString("sub")).isEqualTo(answer.getString("learnerId"));
        assertThat(Instant.ofEpochSecond(claims.getLong("exp")))
                .isEqualTo(Instant.parse(answer.getString("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(9)), Instant.now().plus(Duration.ofMinutes(10)));
        assertThat(answer.getString("tokenType")).isEqualTo("Bearer");
        assertThat(answer.getList("roles")).containsExactly("author", "learner");
    }

    private static JsonPath json(String part) {
        return new JsonPath(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static PublicKey publicKey() throws Exception {
        var pem = Files.readString(TestTokens.shared().publicKeyFile()).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));
    }

    @Test
    void shouldGiveALearnerOneAndTheSamePseudonym() {
        var first = signIn("learner", "learn-transformers")
                .statusCode(200)
                .extract()
                .jsonPath();
        var second = signIn(" Learner ", "learn-transformers")
                .statusCode(200)
                .extract()
                .jsonPath();
        var author =
                signIn("author", "write-transformers").statusCode(200).extract().jsonPath();
        assertThat(second.getString("learnerId")).isEqualTo(first.getString("learnerId"));
        assertThat(author.getString("learnerId")).isNotEqualTo(first.getString("learnerId"));
        assertThat(first.getList("roles")).containsExactly("learner");
    }

    @ParameterizedTest
    @CsvSource({
        "learner, wrong",
        "nobody, learn-transformers",
        "author, learn-transformers",
        "a name with blanks, whatever",
        "{$gt: 0}, whatever"
    })
    void shouldRefuseWithoutSayingWhatIsWrong(String username, String password) {
        signIn(username, password)
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("type", equalTo("urn:engram:problem:credentials-wrong"))
                .body(not(containsString(username)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"username":"learner"} | password
            {"password":"x"} | username
            {"username":"","password":"x"} | username
            {"username":7.5,"password":["x"]} | username
            """)
    void shouldNameTheMissingField(String body, String field) {
        given().contentType("application/json")
                .body(body)
                .when()
                .post("/api/v1/tokens")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:engram:problem:invalid-field"))
                .body("field", equalTo(field));
    }

    @Test
    void shouldSlowDownGuessing() {
        // given
        for (int i = 0; i < 5; i++) {
            signIn("guessed", "wrong" + i).statusCode(401);
        }
        // then
        signIn("guessed", "wrong")
                .statusCode(429)
                .header("Retry-After", matchesPattern("[12]"))
                .body("type", equalTo("urn:engram:problem:too-many-attempts"));
    }

    @Test
    void shouldReadNoMoreThanANameAndAPasswordNeed() {
        signIn("x".repeat(10_000), "wrong")
                .statusCode(413)
                .body("type", equalTo("urn:engram:problem:body-too-large"))
                .body("field", equalTo("body"))
                .body("maxBytes", equalTo(8192));
    }
}
