package dev.engram.kit.topic;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.log.Appended;
import dev.engram.kit.log.KafkaConfig;
import dev.engram.kit.log.KafkaLog;
import dev.engram.kit.log.KafkaLogSettings;
import dev.engram.kit.log.LogAppender;
import dev.engram.kit.log.LogUnavailableException;
import dev.engram.kit.problem.ProblemException;
import dev.engram.runtime.access.KafkaAccess;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The log of a service: Kafka, behind the check of the topic's settings, its failures counted. A singleton is made with what uses
 * it, at the start, so its metrics are there before the first append.
 */
@Singleton
class VerifiedLog implements LogAppender {
    private final KafkaLog log;
    private final TopicGuard guard;
    private final MeterRegistry meters;

    VerifiedLog(
            KafkaConfig config,
            KafkaAccess kafka,
            @ConfigProperty(name = "quarkus.application.name") String service,
            TopicGuard guard,
            MeterRegistry meters) {
        this.log = new KafkaLog(
                new KafkaLogSettings(kafka, service, config.maxBytesInFlight().asLongValue()));
        this.guard = guard;
        this.meters = meters;
        Gauge.builder("engram.log.broker.available", () -> log.isUnavailable() ? 0 : 1)
                .description("0 from an append that the broker did not acknowledge until it answers again")
                .register(meters);
    }

    /** Writes nothing to a topic before it has been verified, or while it is damaged: it could lose the events. */
    @Override
    public List<Appended> append(TopicDefinition topic, List<EncodedEvent> events) {
        try {
            if (!guard.isVerified(topic)) {
                throw new LogUnavailableException("topic " + topic.name() + " is not verified");
            }
            guard.requireUndamaged(topic);
            return log.append(topic, events);
        } catch (ProblemException failed) {
            meters.counter(
                            "engram.log.append.failures",
                            "reason",
                            failed.problem().slug())
                    .increment();
            throw failed;
        }
    }

    @PreDestroy
    void close() {
        log.close();
    }
}
