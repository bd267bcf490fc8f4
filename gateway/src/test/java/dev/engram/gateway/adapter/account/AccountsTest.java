package dev.engram.gateway.adapter.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.engram.gateway.application.HashingQueue;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.mail.Folder;
import jakarta.mail.Session;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(AccountProfile.class)
class AccountsTest extends AccountCalls {
    @ConfigProperty(name = AccountProfile.POP3_PORT)
    int mailPort;

    @Test
    void shouldMakeAnAccountWhosePasswordItsOwnerSets() {
        // given
        var username = name("ada");
        // when
        var link = as(administrator)
                .body(Map.of("username", username.toUpperCase(), "roles", List.of("learner", "teacher")))
                .post("/api/v1/accounts")
                .then()
                .statusCode(201)
                .header("ETag", "\"0\"")
                .header("Cache-Control", "no-store")
                .body("account.username", equalTo(username))
                .body("account.hasPassword", equalTo(false))
                .body("passwordLink.mailed", equalTo(false))
                .extract()
                .<String>path("passwordLink.link");
        signIn(username, PASSWORD).then().statusCode(401);
        // then
        assertThat(link).startsWith("https://learn.example.org/#password-reset=egw_");
        postOpenly("/password-resets", Map.of("token", secretOf(link), "password", PASSWORD))
                .statusCode(204);
        postOpenly("/password-resets", Map.of("token", secretOf(link), "password", OTHER))
                .statusCode(410)
                .body("type", equalTo("urn:engram:problem:link-expired"));
        as(username)
                .get("/api/v1/account")
                .then()
                .statusCode(200)
                .body("username", equalTo(username))
                .body("roles", equalTo(List.of("learner", "teacher")))
                .body("$", not(hasItem("passwordHash")));
    }

    @Test
    void shouldTakeCapitalsOfANameAsSmallWhereverItIsGiven() {
        as(administrator)
                .get("/api/v1/accounts/" + administrator.toUpperCase(Locale.ROOT))
                .then()
                .statusCode(200)
                .body("username", equalTo(administrator));
        as(administrator).get("/api/v1/accounts/G").then().statusCode(404);
    }

    @Test
    void shouldTakeNoInvitationOfWhoIsAdministratorNoMore() {
        // given
        var former = name("former");
        var link = as(administrator)
                .body(Map.of("username", former, "roles", List.of("administrator")))
                .post("/api/v1/accounts")
                .<String>path("passwordLink.link");
        postOpenly("/password-resets", Map.of("token", secretOf(link), "password", PASSWORD))
                .statusCode(204);
        var invitation = as(former)
                .body(Map.of("roles", List.of("administrator")))
                .post("/api/v1/invitations")
                .<String>path("link.link");
        // when
        as(administrator)
                .body(Map.of("disabled", true))
                .patch("/api/v1/accounts/" + former)
                .then()
                .statusCode(200);
        // then
        postOpenly(
                        "/invitations/accept",
                        Map.of("token", secretOf(invitation), "username", name("again"), "password", OTHER))
                .statusCode(410);
    }

    @Test
    void shouldMailLinksToWhoHasAnAddressAndToNobodyElse() throws Exception {
        // given
        var username = name("mailed");
        var email = username + "@example.org";
        // when
        as(administrator)
                .body(Map.of("username", username, "roles", List.of("learner"), "email", email))
                .post("/api/v1/accounts")
                .then()
                .statusCode(201)
                .body("passwordLink.mailed", equalTo(true))
                .body("passwordLink.link", nullValue());
        // then
        var text = letterTo(email);
        assertThat(text).contains(username).contains("https://learn.example.org/#password-reset=egw_");
        var secret = text.replaceAll("(?s).*#password-reset=(\\S+).*", "$1");
        postOpenly("/password-resets", Map.of("token", secret, "password", PASSWORD))
                .statusCode(204);
        as(username).get("/api/v1/account").then().statusCode(200).body("email", equalTo(email));
    }

    /** The text of the one letter that the real server has for {@code email}. */
    private String letterTo(String email) throws Exception {
        try (var mailbox = Session.getInstance(new Properties()).getStore("pop3")) {
            mailbox.connect("127.0.0.1", mailPort, email, email);
            try (var inbox = mailbox.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                assertThat(inbox.getMessageCount()).isEqualTo(1);
                var letter = inbox.getMessage(1);
                assertThat(letter.getFrom()[0]).hasToString("engram@example.org");
                assertThat(letter.getSubject()).isEqualTo("Set your password");
                return letter.getContent().toString();
            }
        }
    }

    @Test
    void shouldInviteOnceWithRolesAndLetAnInvitationBeTakenBack() {
        // given
        var sent = as(administrator)
                .body(Map.of("roles", List.of("author"), "days", 3))
                .post("/api/v1/invitations")
                .then()
                .statusCode(201)
                .body("invitation.createdBy", equalTo(administrator))
                .extract()
                .jsonPath();
        var token = secretOf(sent.getString("link.link"));
        var username = name("bob");
        var taken = Map.of("token", token, "username", administrator, "password", PASSWORD);
        var choice = Map.of("token", token, "username", username, "password", PASSWORD);
        // then
        assertThat(sent.getString("link.link")).startsWith("https://learn.example.org/#invitation=egi_");
        postOpenly("/invitations/accept", taken).statusCode(409).body("type", containsString("username-taken"));
        postOpenly("/invitations/accept", Map.of("token", token, "username", username, "password", "password1234"))
                .statusCode(400)
                .body("field", equalTo("password"));
        postOpenly("/invitations/accept", choice).statusCode(201).body("roles", equalTo(List.of("author")));
        postOpenly("/invitations/accept", choice).statusCode(410);
        as(username).get("/api/v1/account").then().statusCode(200);

        var other = as(administrator)
                .body(Map.of("roles", List.of("learner")))
                .post("/api/v1/invitations")
                .then()
                .extract()
                .jsonPath();
        var id = other.getString("invitation.id");
        as(administrator).get("/api/v1/invitations?limit=500").then().body("invitations.id", hasItem(id));
        as(administrator).delete("/api/v1/invitations/" + id).then().statusCode(204);
        as(administrator).delete("/api/v1/invitations/" + id).then().statusCode(404);
        postOpenly(
                        "/invitations/accept",
                        Map.of(
                                "token",
                                secretOf(other.getString("link.link")),
                                "username",
                                name("late"),
                                "password",
                                PASSWORD))
                .statusCode(410);
    }

    @Test
    void shouldLetPeopleSignUpWhereThatIsAllowed() {
        // given
        var username = name("eve");
        // when
        postOpenly("/sign-ups", Map.of("username", username, "password", PASSWORD))
                .statusCode(201)
                .body("roles", equalTo(List.of("learner")));
        // then
        postOpenly("/sign-ups", Map.of("username", username, "password", PASSWORD))
                .statusCode(409);
        as(username).get("/api/v1/account").then().statusCode(200);
    }

    @Test
    void shouldChangeOnesOwnPassword() {
        // given
        var username = name("carol");
        make(username, "learner");
        var as = as(username);
        // then
        as.body(Map.of("currentPassword", OTHER, "newPassword", OTHER))
                .put("/api/v1/account/password")
                .then()
                .statusCode(403)
                .body("field", equalTo("currentPassword"));
        as.body(Map.of("currentPassword", PASSWORD, "newPassword", "too short"))
                .put("/api/v1/account/password")
                .then()
                .statusCode(400)
                .body("rule", containsString("10 to 128 characters"));
        as.body(Map.of("currentPassword", PASSWORD, "newPassword", OTHER))
                .put("/api/v1/account/password")
                .then()
                .statusCode(204);
        signIn(username, PASSWORD).then().statusCode(401);
        signIn(username, OTHER).then().statusCode(200);
    }

    @Test
    void shouldChangeRolesAndDisableByVersionOrLastWrite() {
        // given
        var username = name("dan");
        make(username, "learner");
        var path = "/api/v1/accounts/" + username;
        // then
        as(administrator)
                .body(Map.of("roles", List.of("learner", "author")))
                .header("If-Match", "\"0\"")
                .patch(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("roles", equalTo(List.of("author", "learner")));
        as(administrator)
                .body(Map.of("disabled", true))
                .header("If-Match", "\"0\"")
                .patch(path)
                .then()
                .statusCode(412)
                .body("type", containsString("version-conflict"));
        as(administrator).body(Map.of("disabled", true)).patch(path).then().statusCode(200);
        signIn(username, PASSWORD).then().statusCode(401);
        as(administrator).body(Map.of("disabled", false)).patch(path).then().statusCode(200);
        signIn(username, PASSWORD).then().statusCode(200);
        as(administrator).get("/api/v1/accounts/nobody-here").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "5", "W/\"5\"", "\"-1\"", "\"5\", \"6\""})
    void shouldChangeNothingByAVersionThatCannotBeRead(String version) {
        // given
        var username = name("empty");
        make(username, "learner");
        // then
        as(administrator)
                .body(Map.of("disabled", true))
                .header("If-Match", version)
                .patch("/api/v1/accounts/" + username)
                .then()
                .statusCode(400)
                .body("field", equalTo("If-Match"));
        signIn(username, PASSWORD).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"username":"../x","roles":["learner"]} | username
            {"username":"new-one","roles":[]} | roles
            {"username":"new-one","roles":["root"]} | roles
            {"username":"new-one"} | roles
            {"username":"new-one","roles":["learner"],"email":"a b@example.org"} | email
            {"username":"new-one","roles":["learner"],"email":"a@example.org\\nBcc: all@example.org"} | email
            {"username":"new-one","roles":["learner"],"passwordHash":"x"} | passwordHash
            """)
    void shouldNameTheFieldThatBreaksARule(String body, String field) {
        as(administrator)
                .body(body)
                .post("/api/v1/accounts")
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @Test
    void shouldListAccountsInPages() {
        // given
        make(name("page"), "learner");
        // when
        var first = as(administrator)
                .get("/api/v1/accounts?limit=2")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var second = as(administrator)
                .get("/api/v1/accounts?limit=2&cursor=" + first.getString("next"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        // then
        assertThat(first.getList("accounts")).hasSize(2);
        assertThat(second.getList("accounts.username")).doesNotContainAnyElementsOf(first.getList("accounts.username"));
        as(administrator).get("/api/v1/accounts?limit=501").then().statusCode(400);
    }

    @Test
    void shouldKeepThePublishedPasswordOfADemoAccount() {
        await().untilAsserted(
                        () -> signIn("author", "write-transformers").then().statusCode(200));
        as("author", "write-transformers")
                .body(Map.of("currentPassword", "write-transformers", "newPassword", OTHER))
                .put("/api/v1/account/password")
                .then()
                .statusCode(403)
                .body("type", containsString("demo-account"));
    }

    @Inject
    HashingQueue hashing;

    @Test
    void shouldAnswerOverloadedAtOnceWhenTooManyPasswordsWait() throws Exception {
        // given
        var held = new CountDownLatch(1);
        var callers = Executors.newVirtualThreadPerTaskExecutor();
        try {
            // one runs, the others fill the places from as many addresses; on a slow machine the first have given up
            // meanwhile
            await().until(() -> {
                for (int i = 0; i < 40; i++) {
                    var address = "192.0.2." + i;
                    callers.submit(() -> hashing.run(address, false, () -> awaited(held)));
                }
                return hashing.waiting() >= 24;
            });
            // when
            var answer = signIn(name("stranger"), PASSWORD);
            held.countDown();
            // then
            answer.then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("type", equalTo("urn:engram:problem:overloaded"))
                    .body("detail", containsString("Too many people sign in"));
        } finally {
            held.countDown();
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
