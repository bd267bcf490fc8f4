package dev.engram.runtime.tls;

import com.mongodb.ConnectionString;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options {@code tlsCAFile} and {@code tlsCertificateKeyFile} of a connection string, which other drivers and mongosh know and
 * that of Java does not. Both turn TLS on.
 *
 * @param connection the connection string without them
 * @param files what they name; null without TLS
 */
public record MongoTls(
        ConnectionString connection, @Nullable PemFiles files) {
    private static final String CA = "tlsCAFile";
    private static final String CERTIFICATE = "tlsCertificateKeyFile";
    private static final String SETTING = " in engram.mongo.uri";

    /** @throws IllegalArgumentException for a string that is none, or a file that cannot be read */
    public static MongoTls of(String uri) {
        int question = uri.indexOf('?');
        if (question < 0) {
            return of(uri, Map.of());
        }
        List<String> others = new ArrayList<>();
        Map<String, String> named = new HashMap<>();
        for (var option : uri.substring(question + 1).split("&")) {
            var name = option.substring(0, Math.max(option.indexOf('='), 0));
            if (name.equalsIgnoreCase(CA) || name.equalsIgnoreCase(CERTIFICATE)) {
                named.put(
                        name.equalsIgnoreCase(CA) ? CA : CERTIFICATE,
                        // a plus is a plus in a connection string
                        URLDecoder.decode(
                                option.substring(name.length() + 1).replace("+", "%2B"), StandardCharsets.UTF_8));
            } else {
                others.add(option);
            }
        }
        return of(uri.substring(0, question + 1) + String.join("&", others), named);
    }

    private static MongoTls of(String uri, Map<String, String> named) {
        var connection = new ConnectionString(uri);
        var enabled = connection.getSslEnabled();
        if (named.isEmpty() && !Boolean.TRUE.equals(enabled)) {
            return new MongoTls(connection, null);
        }
        if (Boolean.FALSE.equals(enabled)) {
            throw new IllegalArgumentException(
                    "engram.mongo.uri says tls=false and names files of TLS: leave one of them out");
        }
        return new MongoTls(
                connection, PemFiles.of(CA + SETTING, named.get(CA), CERTIFICATE + SETTING, named.get(CERTIFICATE)));
    }
}
