package dev.engram.gateway.adapter.oidc;

import dev.engram.gateway.application.OncePerMinute;
import dev.engram.gateway.application.account.ProviderSignIn;
import dev.engram.gateway.domain.Origin;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells log and audit trail that an answer of the provider was not good, those of an address once a minute. */
@Singleton
class ProviderRefusals {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderRefusals.class);
    private static final int LONGEST = 300;

    private final ProviderSignIn signIn;
    private final OncePerMinute recent = new OncePerMinute();
    private final Clock clock = Clock.systemUTC();

    ProviderRefusals(ProviderSignIn signIn) {
        this.signIn = signIn;
    }

    void tell(Throwable reason, Origin origin) {
        if (recent.isFirst(origin.address(), clock.instant())) {
            LOG.atWarn().addKeyValue("reason", shown(reason)).log("a sign-in through the provider failed");
            // the event loop does not wait for the database
            Thread.ofVirtual().start(() -> append(origin));
        }
    }

    private void append(Origin origin) {
        try {
            signIn.refusedByProtocol(origin);
        } catch (RuntimeException unavailable) {
            LOG.atWarn()
                    .addKeyValue("reason", unavailable.getClass().getSimpleName())
                    .log("a failed sign-in is not in the audit trail");
        }
    }

    /** On one line: strangers may have written a part of it. */
    private static String shown(Throwable reason) {
        var cause = reason.getCause() == null ? reason : reason.getCause();
        var text = (cause.getClass().getSimpleName() + ": " + cause.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
