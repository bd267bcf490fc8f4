package dev.engram.gateway.adapter.budget;

import dev.engram.kit.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;

/**
 * How many calls without a good credential each address may make in a minute. Counted apart from all else, so that whoever invents
 * tokens keeps nobody behind the same address from signing in or from refreshing a token. Thread-safe.
 */
public final class RefusalRates {
    /** So many times as many where nothing was invented: a whole class goes on with tokens that have expired, until each has a new one. */
    private static final int HARMLESS = 10;

    private final RequestRate invented;
    private final RequestRate harmless;
    private final MeterRegistry meters;

    /** @param perMinute of one address, of credentials that are not good; ten times as many that have expired or are missing */
    public RefusalRates(int perMinute, MeterRegistry meters) {
        this.invented = new RequestRate("refused", perMinute, InstantSource.system());
        this.harmless = new RequestRate("expired", HARMLESS * perMinute, InstantSource.system());
        this.meters = meters;
    }

    /**
     * Counts one more, and has the answer say what is left.
     *
     * @param isHarmless whether the credential was good until it expired, or there is none
     * @throws dev.engram.kit.problem.ProblemException 429 if that is one too many
     */
    public void count(RoutingContext context, String address, boolean isHarmless) {
        var rate = isHarmless ? harmless : invented;
        var left = rate.count(address);
        context.addHeadersEndHandler(_ -> context.response()
                .putHeader("RateLimit-Policy", rate.policy())
                .putHeader("RateLimit", rate.left(left)));
        if (left.isOver()) {
            meters.counter("engram.http.requests.refused", "reason", "too-many-requests")
                    .increment();
            throw Problem.ofStatus(429)
                    .withDetail(
                            "Of one address at most " + rate.quota()
                                    + " calls a minute without a good credential are answered; signing in and new tokens are not among them")
                    .exception()
                    .withHeader("Retry-After", Long.toString(left.seconds()));
        }
    }
}
