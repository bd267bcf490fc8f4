package dev.engram.gateway.domain;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which service answers a path. What is not named here is not reachable from outside. */
public final class Routes {
    /**
     * No dots, no escapes, no empty segments: nothing that two servers could read differently. Segments are counted, since
     * matching takes stack for each of them and the event loop threads have little.
     */
    private static final Pattern PLAIN = Pattern.compile("/api/v1((?:/[A-Za-z0-9_-]+){1,8})");

    private static final Pattern FIGURES = Pattern.compile("/decks/[^/]+/figures/(cards|curves)");

    private static final Pattern MEMBERSHIP = Pattern.compile("/decks/(memberships|[^/]+/membership)");

    /** What the gateway answers itself: people are named here only. Usernames can have dots, though not at their beginning. */
    private static final Pattern OWN =
            Pattern.compile("/api/v1/(?:(?:tokens|sessions|access-tokens|account|accounts|password-resets|invitations"
                    + "|sign-ups|cohorts|audit-trail|erasures|take-out|oidc)(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,4}"
                    + "|operations(?:/[A-Za-z0-9_-]+){1,5}"
                    + "|decks/[A-Za-z0-9_-]+/shares(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)?)");

    /** POST without a credential; one that is sent all the same, such as a cookie that has ended, is not looked at. */
    private static final Set<String> OPEN = Set.of(
            "/api/v1/tokens",
            "/api/v1/tokens/refresh",
            "/api/v1/sessions",
            "/api/v1/password-resets",
            "/api/v1/invitations/accept",
            "/api/v1/sign-ups");

    /** The account of who asks is gone, so a browser's cookie has ended; the address is the secret. */
    private static final Pattern ERASURE = Pattern.compile("/api/v1/erasures/[^/]+");

    /** Where people come back to from another provider, and what it is called. A cookie that has ended is not looked at. */
    private static final Set<String> PROVIDER = Set.of("/api/v1/oidc", "/api/v1/oidc/sign-in");

    /** Where it matters who calls. A page must be shown to a browser whose cookie has ended. */
    private static final Pattern GUARDED = Pattern.compile("/(api|q)/");

    private static final String STREAM = "/api/v1/changes/stream";

    /** The path of the API document. */
    public static final String DOCUMENT = "/api/v1/openapi";

    /** The path of the public keys. */
    public static final String KEYS = "/.well-known/jwks.json";

    private static final String HEALTH = "/q/health";
    private static final String PATH_CHARACTERS = "-._~!$&'()*+,=:@/";

    private Routes() {}

    /** Whether who watches an installation, or a service, asks here: for any host, and without TLS. @param uri with its query */
    public static boolean isForWatchers(String uri) {
        return uri.startsWith(HEALTH) || KEYS.equals(uri);
    }

    /**
     * Whether every server reads this path alike: no escapes, no parameters of segments, no empty segments, no {@code .} and
     * {@code ..}. All others are refused at the entry, so that a rule about paths holds for the path that is answered.
     */
    public static boolean isPlain(String path) {
        return path.startsWith("/")
                && !path.contains("//")
                && !(path + "/").contains("/./")
                && !(path + "/").contains("/../")
                && path.chars()
                        .allMatch(character -> Character.isLetterOrDigit(character) && character < 128
                                || PATH_CHARACTERS.indexOf(character) >= 0);
    }

    /** Whether programs call this path, with a credential; others are of pages. */
    public static boolean isGuarded(String path) {
        return GUARDED.matcher(path).lookingAt();
    }

    /**
     * Whether the gateway answers this call itself, to everybody: pages, the API document, the state of an erasure, and what
     * people sign in with.
     */
    public static boolean isOpen(String method, String path) {
        return !isGuarded(path)
                || path.equals(DOCUMENT)
                || (method.equals("POST") && OPEN.contains(path))
                || (method.equals("GET")
                        && (PROVIDER.contains(path) || ERASURE.matcher(path).matches()));
    }

    /** Whether the gateway answers this path itself. @param path as {@link #serviceOf} takes it */
    public static boolean isOwn(String path) {
        return OWN.matcher(path).matches();
    }

    /** Whether the answer to this path of a service has no end of its own. */
    public static boolean isStream(String path) {
        return path.equals(STREAM);
    }

    /** @param path {@link #isPlain plain}, without the query */
    public static Optional<Service> serviceOf(String path) {
        var plain = PLAIN.matcher(path);
        if (!plain.matches() || isOwn(path)) {
            return Optional.empty();
        }
        var rest = plain.group(1);
        if (MEMBERSHIP.matcher(rest).matches()) {
            return Optional.of(Service.REVIEWS);
        }
        if (FIGURES.matcher(rest).matches()) {
            return Optional.of(Service.ANALYTICS);
        }
        return switch (rest.split("/", 3)[1]) {
            case "decks", "cards" -> Optional.of(Service.CARDS);
            case "reviews", "actions", "retractions", "leeches", "conflicts", "queue", "plan", "fits", "changes" ->
                Optional.of(Service.REVIEWS);
            case "mastery" -> Optional.of(Service.ANALYTICS);
            default -> Optional.empty();
        };
    }
}
