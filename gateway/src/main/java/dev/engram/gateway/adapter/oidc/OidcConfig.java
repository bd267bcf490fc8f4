package dev.engram.gateway.adapter.oidc;

import dev.engram.kit.auth.Role;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sign-in through a provider of OpenID Connect. What else quarkus-oidc can be told is at {@code quarkus.oidc.provider}. */
@ConfigMapping(prefix = "engram.gateway.oidc")
public interface OidcConfig {
    /** Whether people sign in through a provider too. */
    @WithDefault("false")
    boolean enabled();

    /** The provider's address, under which it has {@code /.well-known/openid-configuration}. */
    Optional<String> issuer();

    /** As the provider names this installation. */
    Optional<String> clientId();

    /** What it gave this installation to show. */
    Optional<String> clientSecret();

    /** What the page calls the provider: Sign in with …. */
    @WithDefault("your organisation")
    String name();

    /** The claim of the ID token that a new account gets its username from. */
    @WithDefault("preferred_username")
    String usernameClaim();

    /** Where the ID token has the roles: names of claims with '/' between, each in double quotes if it has a '/' itself. */
    @WithDefault("groups")
    String rolesClaim();

    /** The role of people who have none of {@link #roles}; without one they are refused. */
    Optional<String> defaultRole();

    /** For each role of ours the roles of the provider that give it. */
    ProviderRoles roles();

    /** Roles of the provider, by ours. */
    interface ProviderRoles {
        Optional<List<String>> learner();

        Optional<List<String>> teacher();

        Optional<List<String>> author();

        Optional<List<String>> researcher();

        Optional<List<String>> operator();

        Optional<List<String>> dataOfficer();

        Optional<List<String>> administrator();

        /** Those of our role. */
        default List<String> of(String role) {
            var given = switch (role) {
                case Role.LEARNER_GROUP -> learner();
                case Role.TEACHER_GROUP -> teacher();
                case Role.AUTHOR_GROUP -> author();
                case Role.RESEARCHER_GROUP -> researcher();
                case Role.OPERATOR_GROUP -> operator();
                case Role.DATA_OFFICER_GROUP -> dataOfficer();
                case Role.ADMINISTRATOR_GROUP -> administrator();
                default -> throw new IllegalArgumentException("no role: " + role);
            };
            return given.orElse(List.of());
        }
    }

    /** Our roles of somebody who has these at the provider; empty: they may not come in. */
    default Set<String> mapped(Set<String> ofProvider) {
        var found = Role.ALL.stream()
                .filter(role -> roles().of(role).stream().anyMatch(ofProvider::contains))
                .collect(Collectors.toUnmodifiableSet());
        return found.isEmpty() ? defaultRole().map(Set::of).orElse(Set.of()) : found;
    }
}
