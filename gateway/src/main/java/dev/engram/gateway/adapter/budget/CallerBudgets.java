package dev.engram.gateway.adapter.budget;

import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests each caller may send in a minute, how many each, and all callers together, may have under way, and how many bytes
 * of their bodies may be held. Answers say what is left, in the headers of draft-ietf-httpapi-ratelimit-headers-11. Thread-safe.
 * Metrics, each with the tag {@code kind}: {@code engram.gateway.requests}, {@code engram.gateway.body.bytes}.
 */
public final class CallerBudgets {
    private static final Use NOTHING = new Use(0, 0);
    /** Seconds after which what is under way has probably ended. */
    private static final long SOON = 1;

    private final String policy;
    private final Limits limits;
    private final RequestRate rate;
    private final String described;
    private final RefusalPause pause;
    private final MeterRegistry meters;

    // all guarded by this
    private final Map<String, Use> callers = new HashMap<>();
    private Use all = NOTHING;

    /**
     * @param perMinute         requests of one caller in a minute
     * @param requestsPerCaller requests of one caller at a time
     * @param requests          requests of all callers at a time
     * @param bytesPerCaller    bytes of bodies of one caller that are held at a time
     * @param bytes             bytes of bodies of all callers that are held at a time
     */
    public record Limits(int perMinute, int requestsPerCaller, int requests, long bytesPerCaller, long bytes) {}

    private record Use(int requests, long bytes) {
        Use plus(int moreRequests, long moreBytes) {
            return new Use(requests + moreRequests, bytes + moreBytes);
        }
    }

    /**
     * @param kind   of requests, for metrics
     * @param policy what a caller is, for clients
     */
    public CallerBudgets(String kind, String policy, Limits limits, MeterRegistry meters) {
        this.policy = policy;
        this.limits = limits;
        this.rate = new RequestRate(policy, limits.perMinute(), InstantSource.system());
        this.pause = new RefusalPause(limits.requests(), InstantSource.system());
        this.described = rate.policy() + ", \"" + policy + "-concurrent\";q=" + limits.requestsPerCaller()
                + ";qu=\"concurrent-requests\"";
        this.meters = meters;
        Gauge.builder("engram.gateway.requests", this, budgets -> budgets.all().requests())
                .tag("kind", kind)
                .register(meters);
        Gauge.builder(
                        "engram.gateway.body.bytes",
                        this,
                        budgets -> budgets.all().bytes())
                .tag("kind", kind)
                .register(meters);
    }

    private synchronized Use all() {
        return all;
    }

    /**
     * Counts a request of {@code caller} in its minute, and has its answer say what is left.
     *
     * @throws ProblemException 429 if that is one too many
     */
    public void count(RoutingContext context, String caller) {
        var left = rate.count(caller);
        context.addHeadersEndHandler(_ -> describe(context.response(), caller, left));
        if (left.isOver()) {
            throw refused(tooMany("at most " + limits.perMinute() + " requests a minute are answered"), left.seconds());
        }
    }

    private void describe(HttpServerResponse response, String caller, RequestRate.Left left) {
        int free;
        synchronized (this) {
            free = limits.requestsPerCaller()
                    - callers.getOrDefault(caller, NOTHING).requests();
        }
        response.putHeader("RateLimit-Policy", described)
                .putHeader(
                        "RateLimit",
                        rate.left(left) + ", \"" + policy + "-concurrent\";r=" + free
                                + (free == 0 ? ";t=" + SOON : ""));
    }

    /**
     * Refuses where all callers together have as much under way as is admitted. To be asked before anything is done for a request: it
     * costs less than to find out whose it is.
     *
     * @throws ProblemException 503
     */
    public void requireRoom() {
        if (all().requests() >= limits.requests()) {
            throw overloaded();
        }
    }

    /**
     * Admits one more request of {@code caller}, whose answer says what is left.
     *
     * @throws ProblemException 429 if the caller has too many, 503 if all together have
     */
    public Share enter(RoutingContext context, String caller) {
        count(context, caller);
        synchronized (this) {
            var own = callers.getOrDefault(caller, NOTHING);
            if (own.requests() < limits.requestsPerCaller() && all.requests() < limits.requests()) {
                add(caller, 1, 0);
                return new Share(caller);
            }
            if (own.requests() < limits.requestsPerCaller()) {
                throw overloaded();
            }
        }
        throw refused(
                tooMany("at most " + limits.requestsPerCaller()
                        + " requests at a time are answered; wait for an answer before you send the next"),
                SOON);
    }

    private void add(String caller, int requests, long bytes) {
        all = all.plus(requests, bytes);
        callers.compute(caller, (_, before) -> {
            var use = (before == null ? NOTHING : before).plus(requests, bytes);
            return use.requests() == 0 ? null : use;
        });
    }

    private static Problem tooMany(String rule) {
        return Problem.ofStatus(429).withDetail("Of one caller " + rule);
    }

    private ProblemException overloaded() {
        return refused(Problem.overloaded(), pause.next());
    }

    private ProblemException refused(Problem problem, long seconds) {
        meters.counter("engram.http.requests.refused", "reason", problem.slug()).increment();
        return problem.exception().withHeader("Retry-After", Long.toString(seconds));
    }

    /** What one request uses, until it is closed. Confined to the event loop of its request. */
    public final class Share implements AutoCloseable {
        private final String caller;
        private long held;
        private boolean open = true;

        private Share(String caller) {
            this.caller = caller;
        }

        /**
         * Holds {@code more} bytes of the body.
         *
         * @throws ProblemException 429 if the caller holds too many, 503 if all together do
         */
        void hold(int more) {
            synchronized (CallerBudgets.this) {
                var own = callers.getOrDefault(caller, NOTHING);
                if (own.bytes() + more > limits.bytesPerCaller()) {
                    throw refused(
                            tooMany(
                                    "at most " + limits.bytesPerCaller()
                                            + " bytes of bodies are read at a time; wait for an answer before you send the next"),
                            SOON);
                }
                if (all.bytes() + more > limits.bytes()) {
                    throw overloaded();
                }
                add(caller, 0, more);
            }
            held += more;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                synchronized (CallerBudgets.this) {
                    add(caller, -1, -held);
                }
            }
        }
    }
}
