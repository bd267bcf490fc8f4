package dev.engram.gateway.adapter.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.kit.auth.Role;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators may set, which roles follow from it, and what is refused at the start. */
class OidcConfigTest {
    private static final Map<String, String> GOOD = Map.of(
            "engram.gateway.oidc.issuer", "https://login.example.org/realms/school",
            "engram.gateway.oidc.client-id", "engram",
            "engram.gateway.oidc.client-secret", "secret",
            "engram.gateway.oidc.roles.learner", "student,pupil",
            "engram.gateway.oidc.roles.teacher", "staff");

    private static OidcConfig config(Map<String, String> properties, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100), new EnvConfigSource(environment, 300))
                .withMapping(OidcConfig.class)
                .build()
                .getConfigMapping(OidcConfig.class);
    }

    @Test
    void shouldBeOffAndReadyWithoutAnySetting() {
        assertThat(config(Map.of(), Map.of()).enabled()).isFalse();
        assertThat(OidcStart.wrong(config(GOOD, Map.of()))).isNull();
    }

    @Test
    void shouldGiveTheRolesThatAreMappedAndNoOthers() {
        // given
        var config = config(GOOD, Map.of("ENGRAM_GATEWAY_OIDC_ROLES_DATA_OFFICER", "Privacy.Team"));
        // then
        assertThat(config.mapped(Set.of("pupil", "staff"))).containsOnly(Role.LEARNER_GROUP, Role.TEACHER_GROUP);
        assertThat(config.mapped(Set.of("Privacy.Team"))).containsOnly(Role.DATA_OFFICER_GROUP);
        // a role of the provider that is called like one of ours gives nothing by itself
        assertThat(config.mapped(Set.of("administrator", "guest", "STUDENT"))).isEmpty();
    }

    @Test
    void shouldGiveTheDefaultRoleOnlyWhereNoOtherIsGiven() {
        // given
        var config = config(GOOD, Map.of("ENGRAM_GATEWAY_OIDC_DEFAULT_ROLE", "learner"));
        // then
        assertThat(config.mapped(Set.of("guest"))).containsOnly(Role.LEARNER_GROUP);
        assertThat(config.mapped(Set.of("staff"))).containsOnly(Role.TEACHER_GROUP);
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, '', .client-id",
        "client-secret, '', .client-secret",
        "issuer, http://login.example.org, no https:// address",
        "issuer, http://127.0.0.1.example.org, no https:// address",
        "issuer, ftp://localhost, no https:// address",
        "default-role, guest, is no role"
    })
    void shouldRefuseSettingsThatCannotWorkOrLetOthersListen(String setting, String value, String expected) {
        // given
        var properties = new HashMap<>(GOOD);
        properties.put("engram.gateway.oidc." + setting, value);
        // when
        var wrong = OidcStart.wrong(config(properties, Map.of()));
        // then
        assertThat(wrong).contains(expected, "remedy: ");
    }

    @Test
    void shouldRefuseToRunWhereNobodyCouldSignIn() {
        // given
        var properties = new HashMap<>(GOOD);
        properties.keySet().removeIf(setting -> setting.contains(".roles."));
        // then
        assertThat(OidcStart.wrong(config(properties, Map.of()))).contains("nobody could sign in");
    }
}
