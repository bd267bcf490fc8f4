package dev.engram.system.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.local.FreePorts;
import dev.engram.system.RunningStack;
import java.util.Map;
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

    private Browser browser() {
        return new Browser(running.stack().url());
    }

    private static JsonNode account(Browser browser) throws Exception {
        var answer = browser.ofPage("GET", "/api/v1/account", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
