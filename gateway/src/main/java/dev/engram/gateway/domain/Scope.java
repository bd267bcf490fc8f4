package dev.engram.gateway.domain;

import dev.engram.kit.auth.Role;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a personal access token may be used for. It grants no more than the roles of its owner, and of these only those named here. */
public enum Scope {
    REVIEWS_READ("reviews:read", Role.LEARNER_GROUP),
    REVIEWS_WRITE("reviews:write", Role.LEARNER_GROUP),
    DECKS_READ("decks:read", Role.LEARNER_GROUP, Role.AUTHOR_GROUP),
    DECKS_WRITE("decks:write", Role.LEARNER_GROUP, Role.AUTHOR_GROUP),
    MASTERY_READ("mastery:read", Role.LEARNER_GROUP),
    METRICS_READ("metrics:read", Role.OPERATOR_GROUP);

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static final String DECKS = "/api/v1/decks/";

    private final String text;
    private final Set<String> roles;

    Scope(String text, String... roles) {
        this.text = text;
        this.roles = Set.of(roles);
    }

    /** As clients write it. */
    public String text() {
        return text;
    }

    /** The roles that a call of this scope may need. */
    public Set<String> roles() {
        return roles;
    }

    /** The scope with this text. */
    public static Optional<Scope> ofText(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    /** The scope that a call needs; empty where no personal access token is taken, as for accounts, sessions and tokens. */
    public static Optional<Scope> of(String method, String path) {
        boolean reads = READING.contains(method);
        if (path.equals("/q/metrics")) {
            return reads ? Optional.of(METRICS_READ) : Optional.empty();
        }
        return Routes.serviceOf(path).map(service -> switch (service) {
            case CARDS -> reads ? DECKS_READ : DECKS_WRITE;
            case REVIEWS -> reads ? REVIEWS_READ : REVIEWS_WRITE;
            // figures of a deck are of those who read and edit it
            case ANALYTICS -> path.startsWith(DECKS) ? DECKS_READ : MASTERY_READ;
        });
    }
}
