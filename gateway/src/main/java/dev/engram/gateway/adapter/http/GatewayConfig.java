package dev.engram.gateway.adapter.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What the door itself needs. */
@ConfigMapping(prefix = "engram.gateway")
public interface GatewayConfig {
    /** File of the private key (P-256, PKCS #8, PEM) that signs tokens. */
    Path signingKey();

    /** Whether to create two accounts with known passwords. Refused where others can reach the port. */
    @WithDefault("false")
    boolean demoAccounts();
}
