package dev.engram.cli.bench.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.cli.api.OperationsClient;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackPorts;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Looks at the projection of learner-cards in analytics-service while it folds. */
final class ProjectionWatch {
    static final String NAME = "learner-cards";

    private static final String PATH = "/internal/projections";
    private static final Duration LONGEST = Duration.ofMinutes(60);
    static final int POLL_MILLIS = 500; // each look takes some milliseconds of the service
    private static final long BETWEEN_LINES = Duration.ofSeconds(15).toNanos();

    private final LocalStack stack;
    private final OperationsClient operations;
    private final Consumer<String> progress;

    /** @param stack that is up: its key signs the requests */
    ProjectionWatch(LocalStack stack, Consumer<String> progress) throws IOException {
        this(stack, stack.ports(), progress);
    }

    /** @param ports with the process of the service that is looked at */
    ProjectionWatch(LocalStack stack, StackPorts ports, Consumer<String> progress) throws IOException {
        this.stack = stack;
        this.operations = new OperationsClient(ports, stack.signingKeys());
        this.progress = progress;
    }

    /**
     * What was folded in a while.
     *
     * @param service processor time of analytics-service
     * @param mongod the same of MongoDB
     */
    record Folded(long events, Duration time, Duration service, Duration mongod) {
        double perSecond() {
            return events / (time.toNanos() / 1e9);
        }

        /** In milliseconds per event. */
        double serviceMillis() {
            return service.toNanos() / 1e6 / events;
        }

        /** In milliseconds per event. */
        double mongodMillis() {
            return mongod.toNanos() / 1e6 / events;
        }
    }

    private record Sample(long applied, long nanos, Duration service, Duration mongod) {
        Folded until(Sample end) {
            return new Folded(
                    end.applied - applied,
                    Duration.ofNanos(end.nanos - nanos),
                    end.service.minus(service),
                    end.mongod.minus(mongod));
        }
    }

    /** As the service shows it. */
    JsonNode status() throws IOException, InterruptedException {
        for (JsonNode projection : operations.get(StackPart.ANALYTICS, PATH).path("projections")) {
            if (projection.path("name").asText().equals(NAME)) {
                return projection;
            }
        }
        throw new IOException("analytics-service has no projection " + NAME);
    }

    int liveGeneration() throws IOException, InterruptedException {
        return status().path("live").path("generation").asInt();
    }

    void rebuild() throws IOException, InterruptedException {
        operations.post(StackPart.ANALYTICS, PATH + "/" + NAME + "/rebuild", null);
    }

    /**
     * Returns when the live generation has folded as many events since the service started, and what was folded meanwhile without
     * the first fifth, in which the service still compiles.
     *
     * @throws IOException if that takes longer than an hour
     */
    Folded awaitApplied(long events) throws IOException, InterruptedException {
        Sample first = null;
        long deadline = System.nanoTime() + LONGEST.toNanos();
        long line = System.nanoTime() + BETWEEN_LINES;
        while (true) {
            Sample now = sample();
            if (first == null && now.applied >= events / 5) {
                first = now;
            }
            if (first != null && now.applied >= events) {
                return first.until(now);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "only %,d of %,d events were folded within an hour".formatted(now.applied, events));
            }
            if (System.nanoTime() > line) {
                line += BETWEEN_LINES;
                progress.accept("folded %,d of %,d events".formatted(now.applied, events));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Events that the live generation has applied since the service started; 0 while that does not answer. */
    long applied() throws InterruptedException {
        try {
            JsonNode status = status();
            int live = status.path("live").path("generation").asInt();
            for (JsonNode generation : status.path("generations")) {
                if (generation.path("generation").asInt() == live) {
                    return generation.path("applied").asLong();
                }
            }
            return 0;
        } catch (IOException starting) {
            return 0;
        }
    }

    private Sample sample() throws InterruptedException {
        return new Sample(
                applied(),
                System.nanoTime(),
                ProcessUse.processor(stack, StackPart.ANALYTICS),
                ProcessUse.processor(stack, StackPart.MONGOD));
    }
}
