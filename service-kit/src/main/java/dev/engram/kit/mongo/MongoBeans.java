package dev.engram.kit.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.runtime.access.MongoUri;
import dev.engram.runtime.store.MongoConnections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Two clients, so that requests cannot starve projections of connections nor the other way round. Each is made when first used. */
@ApplicationScoped
class MongoBeans {
    private static final int REQUEST_CONNECTIONS = 20;
    private static final int PROJECTION_CONNECTIONS = 8;

    private final MongoConfig config;
    private final String service;

    MongoBeans(MongoConfig config, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.config = config;
        this.service = service;
    }

    @Produces
    @ApplicationScoped
    @Named("http")
    MongoClient http() {
        return MongoConnections.create(uri(), service + "-http", config.requestTimeout(), REQUEST_CONNECTIONS);
    }

    @Produces
    @ApplicationScoped
    @Named("projection")
    MongoClient projection() {
        return MongoConnections.create(
                uri(), service + "-projection", config.projectionTimeout(), PROJECTION_CONNECTIONS);
    }

    private String uri() {
        return MongoUri.withUser(
                config.uri(), config.user().orElse(null), config.password().orElse(null));
    }

    void close(@Disposes @Any MongoClient client) {
        client.close();
    }

    /** The service's database, for requests. */
    @Produces
    @ApplicationScoped
    @Named("http-database")
    MongoDatabase httpDatabase(@Named("http") MongoClient client) {
        return client.getDatabase(config.database());
    }
}
