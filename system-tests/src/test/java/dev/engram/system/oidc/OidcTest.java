package dev.engram.system.oidc;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.regex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.engram.local.FreePorts;
import dev.engram.system.RunningStack;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A real gateway and a real Keycloak: who is signed in, with which roles, and what is refused. */
@Tag("oidc")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Keycloak keycloak = new Keycloak(FreePorts.one());
    private RunningStack running;
    private String withoutProvider = "";

    /** The stack first: a provider that does not answer yet stops nothing. */
    @BeforeAll
    void start() throws Exception {
        running = RunningStack.start(
                "engram oidc ",
                Map.of(
                        "engram.gateway.oidc.enabled", "true",
                        "engram.gateway.oidc.issuer", keycloak.issuer().toString(),
                        "engram.gateway.oidc.client-id", "engram",
                        "engram.gateway.oidc.client-secret", Keycloak.SECRET,
                        "engram.gateway.oidc.name", "Keycloak",
                        "engram.gateway.oidc.roles-claim", "realm_access/roles",
                        "engram.gateway.oidc.roles.learner", "student",
                        "engram.gateway.oidc.roles.teacher", "lecturer",
                        "engram.gateway.oidc.roles.author", "lecturer",
                        "engram.gateway.oidc.roles.administrator", "it"));
        withoutProvider = browser().follow(running.stack().url().resolve("/api/v1/oidc/sign-in"));
        keycloak.start(running.stack().url());
    }

    @AfterAll
    void stop() {
        keycloak.close();
        running.close();
    }

    @Test
    void shouldSignInWithTheRolesThatTheProviderGives() throws Exception {
        // given
        keycloak.create("Ada.Lovelace", "student", "lecturer", "guest");
        var browser = browser();
        // when
        var address = browser.signIn("ada.lovelace");
        // then
        assertThat(address).isEqualTo("/");
        assertThat(browser.isSignedIn()).isTrue();
        var account = account(browser);
        assertThat(account.get("username").asText()).isEqualTo("ada.lovelace");
        assertThat(account.get("roles").toString()).isEqualTo("[\"author\",\"learner\",\"teacher\"]");
    }

    @Test
    void shouldKeepNothingOfTheProviderInTheBrowser() throws Exception {
        // given
        keycloak.create("grace", "student");
        var browser = browser();
        // when
        browser.signIn("grace");
        // then
        assertThat(browser.cookiesOfGateway()).containsExactly(Browser.SESSION);
        assertThat(browser.everSet()).noneMatch(name -> name.startsWith("q_session"));
    }

    @Test
    void shouldAskTheProviderWithPkceStateAndNonce() throws Exception {
        // when
        var one = query(browser().begin());
        var other = query(browser().begin());
        // then
        assertThat(one)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", running.stack().url() + "/api/v1/oidc/sign-in");
        for (var name : List.of("code_challenge", "state", "nonce")) {
            assertThat(one.get(name)).as(name).hasSizeGreaterThanOrEqualTo(32).isNotEqualTo(other.get(name));
        }
    }

    @Test
    void shouldKnowAPersonAgainAndTakeTheRolesThatTheProviderTook() throws Exception {
        // given
        keycloak.create("emmy", "student", "lecturer");
        var first = browser();
        first.signIn("emmy");
        var learner = learner("emmy");
        var script = first.ofPage(
                "POST",
                "/api/v1/access-tokens",
                "{\"name\": \"script\", \"scopes\": [\"reviews:read\"], \"expiresAt\": \"%s\"}"
                        .formatted(Instant.now().plus(Duration.ofDays(1))));
        assertThat(script.statusCode()).as(script.body()).isEqualTo(201);
        var token = JSON.readTree(script.body()).get("token").asText();
        assertThat(change(token, "GET", "/api/v1/queue", "").statusCode()).isEqualTo(200);
        // when
        keycloak.take("emmy", "lecturer");
        var second = browser();
        var address = second.signIn("emmy");
        // then
        assertThat(address).isEqualTo("/");
        assertThat(account(second).get("roles").toString()).isEqualTo("[\"learner\"]");
        assertThat(learner("emmy")).isEqualTo(learner);
        // what was signed in with the old roles is signed out
        assertThat(first.ofPage("GET", "/api/v1/account", "").statusCode()).isEqualTo(401);
        assertThat(change(token, "GET", "/api/v1/queue", "").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldRefuseWhoHasNoRoleThatCounts() throws Exception {
        // given
        keycloak.create("visitor", "guest");
        var browser = browser();
        // when
        var address = browser.signIn("visitor");
        // then
        assertThat(address).isEqualTo("/#sign-in=no-role");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(accounts("visitor")).isEmpty();
    }

    @Test
    void shouldSignOutWhoLostTheLastRole() throws Exception {
        // given
        keycloak.create("noether", "student");
        var before = browser();
        before.signIn("noether");
        keycloak.take("noether", "student");
        // when
        var address = browser().signIn("noether");
        // then
        assertThat(address).isEqualTo("/#sign-in=no-role");
        assertThat(before.ofPage("GET", "/api/v1/account", "").statusCode()).isEqualTo(401);
        assertThat(accounts("noether").getFirst().getList("roles", String.class))
                .isEmpty();
    }

    @Test
    void shouldRefuseAnAnswerThatWasNotAskedForOrWasUsed() throws Exception {
        // given
        keycloak.create("eve", "student");
        var browser = browser();
        var asked = browser.begin();
        var before = browser.copyOfCookies();
        var answer = browser.authenticate(asked, "eve");
        var good = answer.toString();
        var state = query(answer).get("state");
        // when
        var otherState = browser()
                .with(before)
                .follow(URI.create(good.replace(state, UUID.randomUUID().toString())));
        var noState = browser().with(before).follow(URI.create(good.replace("state=" + state, "x=1")));
        var noCookie = browser().follow(answer);
        var used = browser.follow(answer);
        var again = browser().with(before).follow(answer);
        // then
        assertThat(used).isEqualTo("/");
        assertThat(List.of(otherState, noState, noCookie, again)).containsOnly("/#sign-in=failed");
    }

    @Test
    void shouldRefuseTheCodeOfSomebodyElse() throws Exception {
        // given
        keycloak.create("attacker", "student");
        var attacker = browser();
        var stolen = query(attacker.authenticate(attacker.begin(), "attacker")).get("code");
        var victim = browser();
        var state = query(victim.begin()).get("state");
        // when
        var address =
                victim.follow(running.stack().url().resolve("/api/v1/oidc/sign-in?state=" + state + "&code=" + stolen));
        // then
        assertThat(address).as("PKCE binds a code to the browser that asked").isEqualTo("/#sign-in=failed");
        assertThat(victim.isSignedIn()).isFalse();
    }

    @Test
    void shouldTellThePageWhenTheProviderRefuses() throws Exception {
        // given
        var browser = browser();
        var state = query(browser.begin()).get("state");
        // when
        var address = browser.follow(running.stack()
                .url()
                .resolve("/api/v1/oidc/sign-in?error=access_denied&error_description=%0Aforged%20line&state=" + state));
        // then
        assertThat(address).isEqualTo("/#sign-in=failed");
    }

    @Test
    void shouldTellThePageThatTheProviderDoesNotAnswer() {
        assertThat(withoutProvider).isEqualTo("/#sign-in=failed");
    }

    @Test
    void shouldNotTakeOverAnAccountOfTheSameName() throws Exception {
        // given: a demo account is there under this name
        var local = learner("learner");
        keycloak.create("learner", "student");
        var browser = browser();
        // when
        browser.signIn("learner");
        // then
        assertThat(account(browser).get("username").asText()).isEqualTo("learner-2");
        assertThat(learner("learner-2")).isNotEqualTo(local);
        assertThat(accounts("learner").getFirst()).doesNotContainKey("identity");
    }

    @Test
    void shouldRefuseADisabledAccountAndLeaveRolesAndPasswordToTheProvider() throws Exception {
        // given
        keycloak.create("boole", "student");
        browser().signIn("boole");
        var administrator = running.tokens().token(UUID.randomUUID().toString(), Set.of("administrator"));
        // when
        var roles = change(administrator, "PATCH", "/api/v1/accounts/boole", "{\"roles\": [\"administrator\"]}");
        var reset = change(administrator, "POST", "/api/v1/accounts/boole/password-reset", "");
        var disabled = change(administrator, "PATCH", "/api/v1/accounts/boole", "{\"disabled\": true}");
        // then
        assertThat(roles.body()).contains("roles-of-provider");
        assertThat(reset.body()).contains("password-of-provider");
        assertThat(disabled.statusCode()).as(disabled.body()).isEqualTo(200);
        assertThat(browser().signIn("boole")).isEqualTo("/#sign-in=disabled");
    }

    @Test
    void shouldMakeOneAccountOfTwoFirstSignInsAtOnce() throws Exception {
        // given
        keycloak.create("twice", "student");
        var browsers = List.of(browser(), browser(), browser(), browser());
        var answers = new ArrayList<URI>();
        for (var browser : browsers) {
            answers.add(browser.authenticate(browser.begin(), "twice"));
        }
        // when
        var addresses = new ArrayList<Future<String>>();
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < browsers.size(); i++) {
                var browser = browsers.get(i);
                var answer = answers.get(i);
                addresses.add(together.submit(() -> browser.follow(answer)));
            }
        }
        // then
        for (var address : addresses) {
            assertThat(address.get()).isEqualTo("/");
        }
        try (var client = running.mongo()) {
            assertThat(collection(client).countDocuments(regex("_id", "^twice")))
                    .isOne();
        }
    }

    @Test
    void shouldEraseWhoSignedInJustNowAndKnowThemNoMore() throws Exception {
        // given
        keycloak.create("hypatia", "student");
        var browser = browser();
        browser.signIn("hypatia");
        var before = learner("hypatia");
        // when
        var erasure = browser.ofPage("POST", "/api/v1/erasures", "{}");
        // then
        assertThat(erasure.statusCode()).as(erasure.body()).isEqualTo(202);
        await().atMost(Duration.ofMinutes(1)).until(() -> accounts("hypatia").isEmpty());
        assertThat(browser().signIn("hypatia")).isEqualTo("/");
        assertThat(learner("hypatia")).isNotEqualTo(before);
    }

    @Test
    void shouldTellTheAuditTrail() throws Exception {
        // given
        keycloak.create("turing", "student");
        browser().signIn("turing");
        // when
        var officer = running.tokens().token(UUID.randomUUID().toString(), Set.of("data-officer"));
        var trail = change(officer, "GET", "/api/v1/audit-trail?limit=500", "");
        // then
        var entries = JSON.readTree(trail.body()).get("entries");
        assertThat(entries)
                .anyMatch(entry -> entry.path("action").asText().equals("sign-in")
                        && entry.path("details").path("reason").asText().equals("provider")
                        && entry.path("subject").asText().equals("turing"));
    }

    private HttpResponse<String> change(String token, String method, String path, String json) throws Exception {
        return browser().send(method, path, json, Map.of("Authorization", "Bearer " + token));
    }

    private UUID learner(String username) {
        return accounts(username).getFirst().get("learnerId", UUID.class);
    }

    private List<Document> accounts(String username) {
        try (var client = running.mongo()) {
            return collection(client).find(eq(username)).into(new ArrayList<>());
        }
    }

    private static MongoCollection<Document> collection(MongoClient client) {
        return client.getDatabase("engram_gateway").getCollection("accounts");
    }

    private static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private Browser browser() {
        return new Browser(running.stack().url());
    }

    private static JsonNode account(Browser browser) throws Exception {
        var answer = browser.ofPage("GET", "/api/v1/account", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
