package dev.engram.kit.projection;

import com.mongodb.client.MongoClient;
import dev.engram.kit.log.KafkaConfig;
import dev.engram.kit.mongo.MongoConfig;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.runner.ProjectionSettings;
import dev.engram.runtime.runner.RunnerEnvironment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The host of a service's projections, by the service's settings. */
@ApplicationScoped
class ProjectionBeans {

    @Produces
    @Singleton
    ProjectionHost host(
            @Named("projection") MongoClient client,
            MongoConfig mongo,
            KafkaConfig kafka,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "engram.instance") Optional<String> instance) {
        return new ProjectionHost(
                ProjectionSettings.of(service, kafka.bootstrapServers(), instance.orElse(null)),
                client,
                mongo.database(),
                RunnerEnvironment.system());
    }

    void close(@Disposes ProjectionHost host) {
        host.close();
    }
}
