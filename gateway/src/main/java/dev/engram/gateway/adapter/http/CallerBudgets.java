package dev.engram.gateway.adapter.http;

import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests each caller, and all callers together, may have under way, and how many bytes of their bodies may be held.
 * Thread-safe. Metrics, each with the tag {@code kind}: {@code engram.gateway.requests}, {@code engram.gateway.body.bytes}.
 */
final class CallerBudgets {
    private static final Use NOTHING = new Use(0, 0);

    private final Limits limits;
    private final MeterRegistry meters;

    // all guarded by this
    private final Map<String, Use> callers = new HashMap<>();
    private Use all = NOTHING;

    /**
     * @param requestsPerCaller requests of one caller at a time
     * @param requests          requests of all callers at a time
     * @param bytesPerCaller    bytes of bodies of one caller that are held at a time
     * @param bytes             bytes of bodies of all callers that are held at a time
     */
    record Limits(int requestsPerCaller, int requests, long bytesPerCaller, long bytes) {}

    private record Use(int requests, long bytes) {
        Use plus(int moreRequests, long moreBytes) {
            return new Use(requests + moreRequests, bytes + moreBytes);
        }
    }

    CallerBudgets(String kind, Limits limits, MeterRegistry meters) {
        this.limits = limits;
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
     * Admits one more request of {@code caller}.
     *
     * @throws ProblemException 429 if the caller has too many, 503 if all together have
     */
    Share enter(String caller) {
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
        throw tooMany("at most " + limits.requestsPerCaller()
                + " requests at a time are answered; wait for an answer before you send the next");
    }

    private void add(String caller, int requests, long bytes) {
        all = all.plus(requests, bytes);
        callers.compute(caller, (_, before) -> {
            var use = (before == null ? NOTHING : before).plus(requests, bytes);
            return use.requests() == 0 ? null : use;
        });
    }

    private ProblemException tooMany(String rule) {
        return refused(Problem.ofStatus(429).withDetail("Of one caller " + rule));
    }

    private ProblemException overloaded() {
        return refused(Problem.overloaded());
    }

    private ProblemException refused(Problem problem) {
        meters.counter("engram.http.requests.refused", "reason", problem.slug()).increment();
        return problem.exception().withHeader("Retry-After", "1");
    }

    /** What one request uses, until it is closed. Confined to the event loop of its request. */
    final class Share implements AutoCloseable {
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
                    throw tooMany("at most " + limits.bytesPerCaller()
                            + " bytes of bodies are read at a time; wait for an answer before you send the next");
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
