package dev.engram.gateway.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which service answers a path. What is not named here is not reachable from outside. */
public final class Routes {
    /**
     * No dots, no escapes, no empty segments: nothing that two servers could read differently. Segments are counted, since
     * matching takes stack for each of them and the event loop threads have little.
     */
    private static final Pattern PLAIN = Pattern.compile("/api/v1((?:/[A-Za-z0-9_-]+){1,8})");

    private static final Pattern MEMBERSHIP = Pattern.compile("/decks/(memberships|[^/]+/membership)");

    private Routes() {}

    /** @param path the path of the address as it came, without the query */
    public static Optional<Service> serviceOf(String path) {
        var plain = PLAIN.matcher(path);
        if (!plain.matches()) {
            return Optional.empty();
        }
        var rest = plain.group(1);
        if (MEMBERSHIP.matcher(rest).matches()) {
            return Optional.of(Service.REVIEWS);
        }
        return switch (rest.split("/", 3)[1]) {
            case "decks", "cards" -> Optional.of(Service.CARDS);
            case "reviews", "queue", "plan" -> Optional.of(Service.REVIEWS);
            case "mastery" -> Optional.of(Service.ANALYTICS);
            default -> Optional.empty();
        };
    }
}
