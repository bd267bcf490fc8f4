package dev.engram.kit.auth;

import dev.engram.kit.health.StartupCheck;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the key that tokens are checked with at start: without it every request would fail while health says all is well. */
@ApplicationScoped
public class VerificationKey {
    private static final String LOCATION = "mp.jwt.verify.publickey.location";

    private final JWTAuthContextInfo verification;
    private final Optional<String> location;

    VerificationKey(JWTAuthContextInfo verification, @ConfigProperty(name = LOCATION) Optional<String> location) {
        this.verification = verification;
        this.location = location;
    }

    void check(@Observes StartupEvent started) {
        if (location.isEmpty()) {
            // the library takes that for a service without tokens, and says nothing
            refuse("is not set");
            return;
        }
        try {
            // a client proxy: the first call makes the library read the key
            var _ = verification.getTokenHeader();
        } catch (RuntimeException unreadable) {
            refuse("is %s, from which no public key can be read (%s)"
                    .formatted(location.get(), unreadable.getMessage()));
        }
    }

    private static void refuse(String what) {
        StartupCheck.refuse(
                "%s (environment: MP_JWT_VERIFY_PUBLICKEY_LOCATION) %s; remedy: name the gateway's public key, a PEM file"
                        .formatted(LOCATION, what));
    }
}
