package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.mongo.GatewayIndexes;
import dev.engram.gateway.adapter.token.SigningKeyFolder;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.DemoAccounts;
import dev.engram.gateway.application.Passwords;
import dev.engram.gateway.application.SignOutListener;
import dev.engram.gateway.application.erasure.Erasures;
import dev.engram.gateway.application.session.Revocations;
import dev.engram.gateway.application.session.SessionStore;
import dev.engram.gateway.application.session.Sessions;
import dev.engram.gateway.application.session.Sessions.Lifetimes;
import dev.engram.kit.health.Readiness;
import dev.engram.kit.health.StartupCheck;
import dev.engram.kit.health.Unready;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the key and creates the demo accounts, or refuses to run. */
@ApplicationScoped
class GatewayStart {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayStart.class);

    private final GatewayConfig config;
    private final String host;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final Erasures erasures;
    private final SignOutListener sessions;
    private final GatewayIndexes indexes;
    private final Readiness readiness;
    private volatile boolean accountsThere;

    /** What the gateway itself needs. */
    @ConfigMapping(prefix = "engram.gateway")
    public interface GatewayConfig {
        /**
         * File of the private key (P-256, PKCS #8, PEM) that signs tokens, or a folder of such files, {@code NAME.pem}: the last by
         * name signs. Without a key the gateway refuses to run.
         */
        Optional<Path> signingKey();

        /** The hosts, without port, that clients may name in their requests; {@code *} for any. */
        @WithDefault("localhost,127.0.0.1,[::1]")
        List<String> allowedHosts();

        /**
         * The origins, such as {@code https://learn.example.org}, whose pages may call the API with a token. None by default; no
         * patterns.
         */
        Optional<List<String>> corsOrigins();

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

    /** How long people stay signed in. */
    @ConfigMapping(prefix = "engram.gateway.sessions")
    public interface SessionsConfig {
        /** How long a client may leave its refresh token unused. */
        @WithDefault("30D")
        Duration idle();

        /** How long a page may do nothing. */
        @WithDefault("1D")
        Duration pageIdle();

        /** How long anybody stays signed in, used or not. */
        @WithDefault("180D")
        Duration longest();

        /** How long a client that lost the answer may repeat its last refresh token. Longer helps thieves. */
        @WithDefault("60S")
        Duration refreshGrace();

        /** Sessions of one person; of more the one that was not used for longest ends. */
        @WithDefault("50")
        int perPerson();

        /** As the application takes it. */
        default Lifetimes lifetimes() {
            return new Lifetimes(idle(), pageIdle(), longest(), refreshGrace(), perPerson());
        }
    }

    GatewayStart(
            GatewayConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            AccountStore accounts,
            Passwords passwords,
            Erasures erasures,
            SignOutListener sessions,
            GatewayIndexes indexes,
            Readiness readiness) {
        this.config = config;
        this.host = host;
        this.accounts = accounts;
        this.passwords = passwords;
        this.erasures = erasures;
        this.sessions = sessions;
        this.indexes = indexes;
        this.readiness = readiness;
    }

    @Produces
    @Singleton
    static SigningKeyFolder keys(GatewayConfig config) {
        return new SigningKeyFolder(config.signingKey(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    static TokenSigner signer(SigningKeyFolder keys) {
        return new TokenSigner(keys, Clock.systemUTC());
    }

    @Produces
    @Singleton
    static Revocations revocations(SessionStore store, AccountStore accounts) {
        return new Revocations(store, accounts, Clock.systemUTC());
    }

    @Produces
    @Singleton
    static Sessions sessions(
            SessionStore store,
            AccountStore accounts,
            Revocations revocations,
            SessionsConfig config,
            GatewayConfig gateway) {
        return new Sessions(
                store, accounts, revocations, Clock.systemUTC(), config.lifetimes(), gateway.hasDemoAccounts());
    }

    void start(@Observes StartupEvent started) {
        readiness.retry("indexes of accounts", () -> {
            indexes.create();
            return null;
        });
        readiness.retry("marks of demo accounts", () -> {
            DemoAccounts.mark(accounts, passwords);
            if (!config.hasDemoAccounts()) {
                DemoAccounts.signOut(accounts, sessions, Clock.systemUTC().instant());
            }
            return null;
        });
        if (!config.hasDemoAccounts()) {
            return;
        }
        if (!isLoopback(host) && !config.demoAccountsOnOpenPort()) {
            StartupCheck.refuse("engram.gateway.demo-accounts=true creates accounts whose passwords are published, but"
                    + " quarkus.http.host=" + host
                    + " lets other machines in; remedy: set quarkus.http.host=127.0.0.1, or create no demo accounts,"
                    + " or, where only you reach the port, set engram.gateway.demo-accounts-on-open-port=true");
            return;
        }
        if (!isLoopback(host)) {
            LOG.atWarn()
                    .addKeyValue("host", host)
                    .log("demo accounts on an open port: everybody who reaches it can sign in with a published password"
                            + " (engram.gateway.demo-accounts-on-open-port=true)");
        }
        readiness.require(
                "demo accounts",
                () -> accountsThere
                        ? null
                        : new Unready("the demo accounts are not created yet", "start MongoDB, which keeps them"));
        readiness.retry("demo accounts", () -> {
            var created = DemoAccounts.create(accounts, passwords, erasures::isErased);
            LOG.atInfo().addKeyValue("created", created).log("demo accounts are there");
            accountsThere = true;
            return null;
        });
    }

    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
