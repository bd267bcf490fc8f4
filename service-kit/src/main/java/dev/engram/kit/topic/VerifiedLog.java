package dev.engram.kit.topic;

import dev.engram.kit.log.KafkaConfig;
import dev.engram.kit.log.KafkaLog;
import dev.engram.kit.log.KafkaLogSettings;
import dev.engram.kit.log.LogAppender;
import dev.engram.kit.log.LogUnavailableException;
import dev.engram.kit.problem.ProblemException;
import dev.engram.kit.problem.UnavailableException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The log of a service: Kafka, behind the check of the topic's settings, its failures counted. */
@ApplicationScoped
class VerifiedLog {

    @Produces
    @ApplicationScoped
    @Typed(KafkaLog.class)
    KafkaLog kafka(KafkaConfig config, @ConfigProperty(name = "quarkus.application.name") String service) {
        return new KafkaLog(new KafkaLogSettings(
                config.bootstrapServers(), service, config.maxBytesInFlight().asLongValue()));
    }

    void close(@Disposes KafkaLog log) {
        log.close();
    }

    /** Writes nothing to a topic before it has been verified: it could lose the events. */
    @Produces
    @ApplicationScoped
    LogAppender appender(KafkaLog log, TopicGuard guard, MeterRegistry meters) {
        Gauge.builder("engram.log.broker.available", () -> log.isAway() ? 0 : 1)
                .description("0 from an append that the broker did not acknowledge until it answers again")
                .register(meters);
        return (topic, events) -> {
            try {
                if (!guard.isVerified(topic)) {
                    throw new LogUnavailableException("topic " + topic.name() + " is not verified");
                }
                return log.append(topic, events);
            } catch (UnavailableException failed) {
                count(meters, failed.problem().slug());
                throw failed;
            } catch (ProblemException refused) {
                count(meters, refused.problem().slug());
                throw refused;
            }
        };
    }

    private static void count(MeterRegistry meters, String reason) {
        meters.counter("engram.log.append.failures", "reason", reason).increment();
    }
}
