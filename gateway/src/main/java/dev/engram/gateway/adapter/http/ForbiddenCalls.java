package dev.engram.gateway.adapter.http;

import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.connection.CallerNetwork;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.OncePerMinute;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import dev.engram.kit.problem.ExchangeEnd;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the audit trail of calls that were answered 403, the same call of a person once a minute. */
@Singleton
class ForbiddenCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ForbiddenCalls.class);
    private static final Pattern KIND = Pattern.compile("^/api/v1/[a-z-]{1,40}");

    private final AuditTrail audit;
    private final OncePerMinute recent = new OncePerMinute();
    private final Clock clock = Clock.systemUTC();

    ForbiddenCalls(AuditTrail audit) {
        this.audit = audit;
    }

    /** Looks at how the call ends. */
    void watch(RoutingContext context, LearnerId caller) {
        ExchangeEnd.then(context, () -> {
            if (context.response().getStatusCode() == 403) {
                var request = context.request();
                var call = request.method() + " " + shown(String.valueOf(request.path()));
                var address = CallerNetwork.of(request.remoteAddress());
                if (recent.isFirst(caller.text() + call, clock.instant())) {
                    // the event loop does not wait for the database
                    Thread.ofVirtual().start(() -> append(caller, call, address));
                }
            }
        });
    }

    /** The kind of call: names and ids of its address are not in the trail. */
    private static String shown(String path) {
        var kind = KIND.matcher(path);
        return kind.find() ? kind.group() + (kind.end() < path.length() ? "/…" : "") : "/…";
    }

    private void append(LearnerId caller, String call, String address) {
        try {
            audit.append(
                    AuditEntry.of(clock.instant(), AuditAction.CALL_FORBIDDEN, Outcome.REFUSED, caller, null, address)
                            .with(Map.of("call", call)));
        } catch (RuntimeException unavailable) {
            LOG.atWarn()
                    .addKeyValue("reason", unavailable.getClass().getSimpleName())
                    .log("a forbidden call is not in the audit trail");
        }
    }
}
