package dev.engram.gateway.adapter.erasure;

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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
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

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("erasures").factory());

    @Produces
    @Singleton
    static Erasures erasures(
            ErasureStore store,
            IdentityStore identities,
            ErasingServices services,
            SessionRevocation sessions,
            AccountStore accounts,
            AccountChanges changes,
            AuditTrail audit) {
        return new Erasures(store, identities, services, sessions, accounts, changes, audit, Clock.systemUTC());
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
