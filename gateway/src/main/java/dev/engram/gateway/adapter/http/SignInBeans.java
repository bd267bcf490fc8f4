package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.http.GatewayStart.GatewayConfig;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AttemptStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.HashingQueue;
import dev.engram.gateway.application.KnownDevices;
import dev.engram.gateway.application.Passwords;
import dev.engram.gateway.application.SignIn;
import dev.engram.gateway.application.SignInThrottle;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Signing in, put together. */
@ApplicationScoped
class SignInBeans {

    /** How much hashing passwords may take. A hash takes some 70 ms of one core and 12 MiB of heap while it runs. */
    @ConfigMapping(prefix = "engram.gateway.hashing")
    public interface HashingConfig {
        /** Hashes made at a time. Each more takes a core from other calls while somebody attacks. */
        @WithDefault("1")
        int threads();

        /** Hashes that wait at a time, of known devices and addresses and of strangers each; beyond that 503. */
        @WithDefault("24")
        int waiting();

        /** How long one waits before 503. */
        @WithDefault("3S")
        Duration longestWait();
    }

    @Produces
    @Singleton
    static HashingQueue hashing(HashingConfig config, MeterRegistry meters) {
        var queue = new HashingQueue(config.threads(), config.waiting(), config.longestWait());
        Gauge.builder("engram.gateway.hashing.waiting", queue, HashingQueue::waiting)
                .register(meters);
        return queue;
    }

    static void close(@Disposes HashingQueue queue) {
        queue.close();
    }

    @Produces
    @Singleton
    static SignIn signIn(
            AccountStore accounts,
            Passwords passwords,
            HashingQueue hashing,
            AttemptStore attempts,
            KnownDevices devices,
            AuditTrail audit,
            GatewayConfig config) {
        return new SignIn(
                accounts,
                passwords,
                hashing,
                new SignInThrottle(attempts),
                devices,
                audit,
                Clock.systemUTC(),
                config.hasDemoAccounts());
    }
}
