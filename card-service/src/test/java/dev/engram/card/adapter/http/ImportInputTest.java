package dev.engram.card.adapter.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.engram.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An import that was meant otherwise is refused, and nothing is imported. */
@QuarkusTest
@TestProfile(SignedByTests.class)
@QuarkusTestResource(RealServers.class)
class ImportInputTest {
    private static final String FILE = "Deck of switches\nOne?\nnlp\nYes.";

    private final UUID author = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            dryRun                    | dryRun         | must have a value
            dryRun=                   | dryRun         | must have a value
            dry_run=true              | dry_run        | did you mean 'dryRun'?
            dryrun=true               | dryrun         | did you mean 'dryRun'?
            dryRun=yes                | dryRun         | must be true or false
            dryRun=TRUE               | dryRun         | must be true or false
            dryRun=true&dryRun=false  | dryRun         | must be given once
            acceptWarning=true        | acceptWarning  | did you mean 'acceptWarnings'?
            preview=true              | preview        | is not known
            authors=                  | authors        | must have a value
            authors=A%E2%80%AEB       | authors        | must not have U+202E
            """)
    void shouldRefuseASwitchThatWouldBeIgnored(String query, String field, String rule) {
        // when
        var answer = given().urlEncodingEnabled(false)
                .auth()
                .oauth2(TestTokens.shared().author(author))
                .contentType("text/plain; charset=utf-8")
                .body(FILE)
                .post("/api/v1/decks/import?" + query);
        // then
        answer.then()
                .statusCode(400)
                .body("type", equalTo("urn:engram:problem:invalid-field"))
                .body("field", equalTo(field))
                .body("rule", containsString(rule));
        nothingIsImported();
    }

    @Test
    void shouldRefuseAnotherCharset() {
        given().auth()
                .oauth2(TestTokens.shared().author(author))
                .header("Content-Type", "text/plain; charset=utf-16")
                .body(FILE.getBytes(StandardCharsets.UTF_16))
                .post("/api/v1/decks/import")
                .then()
                .statusCode(415)
                .body("type", equalTo("urn:engram:problem:unsupported-media-type"))
                .body("field", equalTo("Content-Type"))
                .body("rule", equalTo("charset must be utf-8 or left out"));
        nothingIsImported();
    }

    private void nothingIsImported() {
        given().auth()
                .oauth2(TestTokens.shared().author(author))
                .get("/api/v1/decks")
                .then()
                .statusCode(200)
                .body("decks.owner", not(hasItem(author.toString())));
    }
}
