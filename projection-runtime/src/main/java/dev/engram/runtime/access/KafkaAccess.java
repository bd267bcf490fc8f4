package dev.engram.runtime.access;

import dev.engram.runtime.tls.PemFiles;
import dev.engram.runtime.tls.TlsFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is, and as whom it is used. Its text names no password.
 *
 * @param bootstrapServers {@code host:port}, several joined with commas
 * @param user whom the broker knows; null for a broker that asks for none
 * @param security settings of every client: protocol, mechanism, password
 */
public record KafkaAccess(String bootstrapServers, @Nullable String user, Map<String, String> security) {
    private static final String PLAIN = "PLAIN";

    public KafkaAccess {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("engram.kafka.bootstrap-servers must name a broker");
        }
        security = Map.copyOf(security);
    }

    /** A broker that asks for no user. */
    public static KafkaAccess open(String bootstrapServers) {
        return new KafkaAccess(bootstrapServers, null, Map.of());
    }

    /**
     * A user with a password, by SCRAM-SHA-256 unless {@code client} says otherwise.
     *
     * @param user null or empty for a broker that asks for none
     * @param tls see {@link #tls}; null for none
     * @param client further settings of every client of Kafka, which replace all others
     * @throws IllegalArgumentException for a user without a password, with the setting that is missing
     */
    public static KafkaAccess of(
            String bootstrapServers,
            @Nullable String user,
            @Nullable String password,
            @Nullable PemFiles tls,
            Map<String, String> client) {
        Map<String, String> security = new HashMap<>(tls == null ? Map.of() : tls.kafka());
        if (user == null || user.isEmpty()) {
            if (tls != null) {
                security.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, SecurityProtocol.SSL.name);
            }
            security.putAll(client);
            return new KafkaAccess(bootstrapServers, null, security);
        }
        if (password == null || password.isEmpty()) {
            throw new IllegalArgumentException(
                    "engram.kafka.password is not set, and engram.kafka.user is: set both, best in a file that"
                            + " quarkus.config.locations names");
        }
        security.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                (tls == null ? SecurityProtocol.SASL_PLAINTEXT : SecurityProtocol.SASL_SSL).name);
        security.put(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-256");
        security.putAll(client);
        boolean plain = PLAIN.equals(security.get(SaslConfigs.SASL_MECHANISM));
        security.putIfAbsent(
                SaslConfigs.SASL_JAAS_CONFIG,
                "%s required username=%s password=%s;"
                        .formatted(
                                (plain ? PlainLoginModule.class : ScramLoginModule.class).getName(),
                                quoted(user),
                                quoted(password)));
        return new KafkaAccess(bootstrapServers, user, security);
    }

    /** The same user, whose password is sent as it is: for a server that this process or its stack has just started. */
    public static KafkaAccess plain(String bootstrapServers, String user, String password) {
        return of(bootstrapServers, user, password, null, Map.of(SaslConfigs.SASL_MECHANISM, PLAIN));
    }

    /**
     * TLS as settings say.
     *
     * @param on {@code engram.kafka.tls}; a file turns it on, too
     * @return null without TLS
     * @throws IllegalArgumentException for a file that cannot be read, with the setting
     */
    public static @Nullable PemFiles tls(boolean on, @Nullable String caFile, @Nullable String certificateFile) {
        return on || caFile != null || certificateFile != null
                ? PemFiles.of("engram.kafka.ca-file", caFile, "engram.kafka.certificate-file", certificateFile)
                : null;
    }

    /** Whether clients speak TLS. */
    public boolean usesTls() {
        return security.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "")
                .endsWith(SecurityProtocol.SSL.name);
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Settings of a client, to be completed. */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(security);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return settings;
    }

    /** That the broker does not accept the user, or that one of the two does not trust the other. */
    public record Refusal(String reason, String remedy) {}

    /** What a failure of a client says of the user or of TLS; empty where it says nothing of them. */
    public Optional<Refusal> refusal(Throwable failure) {
        var kind = failure.getClass().getSimpleName();
        return switch (failure) {
            case SslAuthenticationException _ -> {
                var tls = TlsFailure.of(failure).orElse(TlsFailure.OTHER);
                yield Optional.of(new Refusal(
                        "the broker at %s cannot be used with TLS: %s".formatted(bootstrapServers, tls.reason()),
                        tls.remedy()
                                + " (engram.kafka.tls, engram.kafka.ca-file, engram.kafka.certificate-file,"
                                + " engram.kafka.bootstrap-servers)"));
            }
            case AuthenticationException _ ->
                Optional.of(new Refusal(
                        "the broker at %s does not accept user %s and its password (%s)"
                                .formatted(bootstrapServers, user, kind),
                        "set engram.kafka.user and engram.kafka.password to a user of the broker; the local stack:"
                                + " ./engram down, then ./engram up"));
            case AuthorizationException _ ->
                Optional.of(new Refusal(
                        "the broker at %s does not let user %s do this (%s)".formatted(bootstrapServers, user, kind),
                        "give the user the rights that docs/operations.md names under \"Credentials\"; the local stack:"
                                + " ./engram down, then ./engram up"));
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return user == null ? bootstrapServers : user + " at " + bootstrapServers;
    }
}
