package dev.engram.runtime.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Connection strings of MongoDB that name a user. */
public final class MongoUri {
    /** The database that holds the users of all databases. */
    private static final String USERS = "admin";

    private static final Pattern PARTS = Pattern.compile("(mongodb(?:\\+srv)?://)([^/?@]+)(/[^?]*)?(\\?.*)?");

    private MongoUri() {}

    /**
     * Puts a user of the database {@code admin} into a connection string.
     *
     * @param user null or empty: the string stays as it is
     * @throws IllegalArgumentException for a user without a password, or if the string names one already
     */
    public static String withUser(String uri, @Nullable String user, @Nullable String password) {
        if (user == null || user.isEmpty()) {
            return uri;
        }
        if (password == null || password.isEmpty()) {
            throw new IllegalArgumentException(
                    "engram.mongo.password is not set, and engram.mongo.user is: set both, best in a file that"
                            + " quarkus.config.locations names");
        }
        return withUser(uri, user, password, USERS);
    }

    /**
     * The server itself, whose password is its key file: it may do everything, also before there is any user.
     *
     * @param key what the key file holds
     */
    public static String ofServer(String uri, String key) {
        return withUser(uri, "__system", key.replaceAll("\\s", ""), "local");
    }

    private static String withUser(String uri, String user, String password, String source) {
        var parts = PARTS.matcher(uri);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "engram.mongo.uri must be like mongodb://host/?replicaSet=rs0 and name no"
                            + " user where engram.mongo.user does");
        }
        String options = parts.group(4) == null ? "" : parts.group(4).substring(1);
        boolean hasSource = options.contains("authSource=");
        return parts.group(1) + encoded(user) + ":" + encoded(password) + "@" + parts.group(2)
                + (parts.group(3) == null ? "/" : parts.group(3)) + "?" + options
                + (hasSource ? "" : (options.isEmpty() ? "" : "&") + "authSource=" + source);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
