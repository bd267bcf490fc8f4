package dev.engram.gateway.adapter.http;

import dev.engram.gateway.adapter.budget.CallerBudgets;
import dev.engram.gateway.adapter.budget.CallerBudgets.Limits;
import dev.engram.gateway.adapter.budget.RefusalRates;
import dev.engram.gateway.adapter.budget.RequestBodies;
import dev.engram.gateway.adapter.connection.CallerNetwork;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;

/** What accounts and addresses may ask of the gateway, in a minute and at a time. */
@Singleton
class EntryBudgets {
    /** Bytes: a stream is asked for without a body. */
    private static final long MAX_STREAM_BODY = 1_024;

    private final CallerBudgets callers;
    private final CallerBudgets streams;
    private final CallerBudgets open;
    private final RefusalRates refusals;
    private final RequestBodies bodies;
    private final RequestBodies openBodies;

    /** What a client may have under way at a time. */
    @ConfigMapping(prefix = "engram.gateway.requests")
    public interface RequestsConfig {
        /** Requests of one learner in a minute: above what anybody does who studies, and what a script of theirs needs. */
        @WithDefault("30000")
        int perMinute();

        /** Calls that need no credential, such as signing in, from one address in a minute, behind which there may be a whole class. */
        @WithDefault("6000")
        int perMinuteOfAddress();

        /** Calls of one address in a minute with a credential that is not good; ten times as many with an expired one, or with none. */
        @WithDefault("6000")
        int refusedPerMinuteOfAddress();

        /** Requests of one learner at a time. */
        @WithDefault("16")
        int maxPerCaller();

        /** Requests of all learners at a time. */
        @WithDefault("256")
        int max();

        /** Streams of one learner at a time: one for each device and page that is open. */
        @WithDefault("8")
        int maxStreamsPerCaller();

        /** Streams of all learners at a time. Each takes a connection of a client and one to the service. */
        @WithDefault("1000")
        int maxStreams();

        /** Streams that one learner may begin in a minute. */
        @WithDefault("120")
        int streamsPerMinute();

        /** Attempts to sign in at a time from one address, behind which there may be a whole class. What is slow of them waits. */
        @WithDefault("256")
        int maxSignInsPerAddress();

        /** Attempts to sign in at a time. */
        @WithDefault("384")
        int maxSignIns();

        /** Bytes of bodies of one learner that are held at a time: one of the largest, or a few batches of reviews. */
        @WithDefault("6M")
        MemorySize maxBodyBytesPerCaller();

        /** Bytes of bodies that are held at a time; they take up to twice as much of the heap. */
        @WithDefault("24M")
        MemorySize maxBodyBytes();

        /** How long a body may take to arrive. */
        @WithDefault("60S")
        Duration bodyTimeout();

        /** How long the body of a sign-in may take: short, since nobody has shown a token and a class may share the address. */
        @WithDefault("5S")
        Duration signInBodyTimeout();
    }

    EntryBudgets(RequestsConfig config, MeterRegistry meters) {
        var bytes = config.maxBodyBytes().asLongValue();
        var ofLearner = new Limits(
                config.perMinute(),
                config.maxPerCaller(),
                config.max(),
                config.maxBodyBytesPerCaller().asLongValue(),
                bytes);
        var ofAddress = new Limits(
                config.perMinuteOfAddress(), config.maxSignInsPerAddress(), config.maxSignIns(), bytes, bytes);
        this.callers = new CallerBudgets("service", "account", ofLearner, meters);
        var ofStreams = new Limits(
                config.streamsPerMinute(), config.maxStreamsPerCaller(), config.maxStreams(), MAX_STREAM_BODY, bytes);
        this.streams = new CallerBudgets("stream", "account-streams", ofStreams, meters);
        this.open = new CallerBudgets("sign-in", "address", ofAddress, meters);
        this.refusals = new RefusalRates(config.refusedPerMinuteOfAddress(), meters);
        this.bodies = new RequestBodies(config.bodyTimeout());
        this.openBodies = new RequestBodies(config.signInBodyTimeout());
    }

    /** By whom calls without a credential are counted. */
    static String address(RoutingContext context) {
        return CallerNetwork.of(context.request().remoteAddress());
    }

    /** Of accounts, for calls with a good credential. */
    CallerBudgets callers() {
        return callers;
    }

    /** Of accounts, for streams, which go on for minutes and must not take the place of other calls. */
    CallerBudgets streams() {
        return streams;
    }

    /** Of addresses, for calls that need no credential. */
    CallerBudgets open() {
        return open;
    }

    /** Of addresses, for calls whose credential is not good. */
    RefusalRates refusals() {
        return refusals;
    }

    /** Of calls with a good credential. */
    RequestBodies bodies() {
        return bodies;
    }

    /** Of calls that need none. */
    RequestBodies openBodies() {
        return openBodies;
    }
}
