package dev.engram.gateway.adapter.erasure;

import dev.engram.gateway.adapter.connection.ConnectionLimits;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.SessionRevocation;
import dev.engram.gateway.application.account.AccountChanges;
import dev.engram.gateway.application.erasure.ErasingServices;
import dev.engram.gateway.application.erasure.ErasureStore;
import dev.engram.gateway.application.erasure.Erasures;
import dev.engram.gateway.application.erasure.IdentityStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on erasures as long as the gateway runs: what an earlier process has begun goes on. */
@ApplicationScoped
class ErasureBeans {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureBeans.class);
    private static final long PAUSE_MILLIS = 1_000;

    /** Another gateway learns of it in 10 s, and a service may take half a minute longer than the gateway waits. */
    private static final Duration AFTER_REQUESTS = Duration.ofMinutes(1);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("erasures").factory());

    /** When it is done. */
    @ConfigMapping(prefix = "engram.gateway.erasures")
    interface Settings {
        /** How long after the first removal it is repeated. Default: a minute more than a request may take. */
        Optional<Duration> repeatAfter();
    }

    @Produces
    @Singleton
    static Erasures erasures(
            ErasureStore store,
            IdentityStore identities,
            ErasingServices services,
            SessionRevocation sessions,
            AccountStore accounts,
            AccountChanges changes,
            AuditTrail audit,
            ConnectionLimits limits,
            Settings settings) {
        return new Erasures(
                store,
                identities,
                services,
                sessions,
                accounts,
                changes,
                audit,
                Clock.systemUTC(),
                settings.repeatAfter().orElseGet(() -> limits.requestTimeout().plus(AFTER_REQUESTS)));
    }

    void start(@Observes StartupEvent started, Erasures erasures) {
        var _ = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        erasures.advance();
                    } catch (RuntimeException away) {
                        LOG.atDebug().setCause(away).log("erasures cannot be read");
                    }
                },
                PAUSE_MILLIS,
                PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        thread.shutdownNow();
    }
}
