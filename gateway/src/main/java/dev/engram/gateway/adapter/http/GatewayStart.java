package dev.engram.gateway.adapter.http;

import com.mongodb.MongoException;
import dev.engram.gateway.adapter.token.TokenSigner;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.DemoAccounts;
import dev.engram.gateway.application.Passwords;
import dev.engram.kit.health.Readiness;
import dev.engram.kit.health.Refusal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Reads the key and creates the demo accounts, or refuses to run. */
@ApplicationScoped
class GatewayStart {
    private static final Logger LOG = Logger.getLogger(GatewayStart.class);
    private static final long PAUSE_MILLIS = 500;

    private final GatewayConfig config;
    private final String host;
    private final Instance<TokenSigner> signer;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final Readiness readiness;
    private volatile boolean accountsThere;
    private volatile boolean stopped;

    GatewayStart(
            GatewayConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            Instance<TokenSigner> signer,
            AccountStore accounts,
            Passwords passwords,
            Readiness readiness) {
        this.config = config;
        this.host = host;
        this.signer = signer;
        this.accounts = accounts;
        this.passwords = passwords;
        this.readiness = readiness;
    }

    void start(@Observes StartupEvent started) {
        try {
            signer.get();
        } catch (IllegalArgumentException e) {
            Refusal.toRun(String.valueOf(e.getMessage()));
            return;
        }
        if (!config.hasDemoAccounts()) {
            return;
        }
        if (!isLoopback(host)) {
            if (!config.demoAccountsOnOpenPort()) {
                Refusal.toRun("engram.gateway.demo-accounts=true creates accounts whose passwords are published, but"
                        + " quarkus.http.host=" + host
                        + " lets other machines in; mend: set quarkus.http.host=127.0.0.1, or create no demo accounts, or,"
                        + " where only you reach the port, set engram.gateway.demo-accounts-on-open-port=true");
                return;
            }
            LOG.warnf(
                    "demo accounts on an open port: whoever reaches %s can sign in with a published password"
                            + " (engram.gateway.demo-accounts-on-open-port=true)",
                    host);
        }
        readiness.require("demo accounts", () -> accountsThere);
        Thread.ofVirtual().name("demo-accounts").start(this::createDemoAccounts);
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void createDemoAccounts() {
        while (!stopped) {
            try {
                var created = DemoAccounts.create(accounts, passwords);
                LOG.infof("demo accounts created=%d", created);
                accountsThere = true;
                return;
            } catch (MongoException e) {
                LOG.debug("demo accounts wait for MongoDB", e);
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
