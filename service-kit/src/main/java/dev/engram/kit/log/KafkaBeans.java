package dev.engram.kit.log;

import dev.engram.runtime.access.KafkaAccess;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The access to the broker, by the service's settings. */
@Dependent
class KafkaBeans {

    @Produces
    @Singleton
    KafkaAccess access(KafkaConfig config) {
        return KafkaAccess.of(
                config.bootstrapServers(),
                config.user().orElse(null),
                config.password().orElse(null),
                KafkaAccess.tls(
                        config.tls(),
                        config.caFile().orElse(null),
                        config.certificateFile().orElse(null)),
                config.client());
    }
}
