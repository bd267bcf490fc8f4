package dev.engram.gateway.adapter.oidc;

import dev.engram.kit.auth.Role;
import dev.engram.kit.health.StartupCheck;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Refuses to run with settings under which nobody could sign in, or others could listen. */
@ApplicationScoped
class OidcStart {
    void start(@Observes StartupEvent started, OidcConfig config) {
        var wrong = config.enabled() ? wrong(config) : null;
        if (wrong != null) {
            StartupCheck.refuse("engram.gateway.oidc.enabled=true, but " + wrong);
        }
    }

    /** What is wrong with the settings, and the remedy; null if nothing is. */
    static @Nullable String wrong(OidcConfig config) {
        if (isMissing(config.issuer()) || isMissing(config.clientId()) || isMissing(config.clientSecret())) {
            return "the provider is not named; remedy: set engram.gateway.oidc.issuer, .client-id and .client-secret";
        }
        if (!isSafe(config.issuer().orElseThrow())) {
            return "engram.gateway.oidc.issuer=" + config.issuer().get()
                    + " is no https:// address; remedy: use TLS at the provider (http:// is taken on this machine only)";
        }
        var role = config.defaultRole();
        if (role.isPresent() && !Role.ALL.contains(role.get())) {
            return "engram.gateway.oidc.default-role=" + role.get() + " is no role; remedy: use one of "
                    + String.join(", ", new TreeSet<>(Role.ALL)) + ", or leave it out to refuse who has none";
        }
        if (role.isEmpty()
                && Role.ALL.stream().allMatch(each -> config.roles().of(each).isEmpty())) {
            return "no role of the provider gives one here, so nobody could sign in; remedy: set for example"
                    + " engram.gateway.oidc.roles.learner=NAME, a role at the provider,"
                    + " or engram.gateway.oidc.default-role=learner";
        }
        return null;
    }

    private static boolean isMissing(Optional<String> setting) {
        return setting.filter(text -> !text.isBlank()).isEmpty();
    }

    private static boolean isSafe(String issuer) {
        try {
            var address = URI.create(issuer);
            return "https".equals(address.getScheme())
                    || ("http".equals(address.getScheme())
                            && address.getHost() != null
                            && address.getHost().matches("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]"));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
