package dev.engram.gateway.adapter.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** What the gateway itself needs. */
@ConfigMapping(prefix = "engram.gateway")
public interface GatewayConfig {
    /** File of the private key (P-256, PKCS #8, PEM) that signs tokens; without it the gateway refuses to run. */
    Optional<Path> signingKey();

    /** Whether to create two accounts with published passwords. Refused where others can reach the port. */
    @WithDefault("false")
    boolean demoAccounts();

    /** Whether to create them although others can reach the port, as in a container, whose own loopback nobody reaches. */
    @WithDefault("false")
    boolean demoAccountsOnOpenPort();

    /** Whether there are demo accounts here, for either reason. */
    default boolean hasDemoAccounts() {
        return demoAccounts() || demoAccountsOnOpenPort();
    }
}
