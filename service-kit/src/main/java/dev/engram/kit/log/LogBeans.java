package dev.engram.kit.log;

import dev.engram.kit.topic.TopicGuard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The log of a service: Kafka, behind the check of the topic's settings. */
@ApplicationScoped
class LogBeans {

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
    LogAppender appender(KafkaLog log, TopicGuard guard) {
        return (topic, events) -> {
            if (!guard.isVerified(topic)) {
                throw new LogUnavailable("topic " + topic.name() + " is not verified");
            }
            return log.append(topic, events);
        };
    }
}
