package dev.engram.card.adapter;

import com.mongodb.client.MongoClient;
import dev.engram.card.adapter.http.DeckFileResource;
import dev.engram.card.adapter.kafka.RelayThread;
import dev.engram.card.adapter.mongo.CardDatabase;
import dev.engram.card.adapter.mongo.MongoCommitOutbox;
import dev.engram.card.adapter.mongo.MongoCommitStore;
import dev.engram.card.application.CommitOutbox;
import dev.engram.card.application.CommitStore;
import dev.engram.card.application.Relay;
import dev.engram.card.domain.DeckLimits;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.log.LogAppender;
import dev.engram.kit.mongo.MongoConfig;
import dev.engram.kit.problem.BytesInFlight;
import dev.engram.kit.topic.EngramTopics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** The use cases on the adapters that serve them. The relay has connections of its own, so that requests cannot starve it. */
@ApplicationScoped
class CardBeans {

    @Produces
    @Singleton
    CardDatabase forRequests(@Named("http") MongoClient client, MongoConfig config) {
        return new CardDatabase(client, config.database());
    }

    @Produces
    @Singleton
    CommitOutbox outbox(@Named("projection") MongoClient client, MongoConfig config) {
        return new MongoCommitOutbox(new CardDatabase(client, config.database()));
    }

    @Produces
    @Singleton
    Relay relay(CommitOutbox outbox, LogAppender log, EngramTopics topics, MeterRegistry meters) {
        var published = meters.counter("engram.relay.published");
        var relay = new Relay(outbox, event -> {
            log.append(topics.cards(), List.of(event));
            published.increment();
        });
        Gauge.builder("engram.relay.unrelayed", relay::waitingDecks)
                .description("decks with commits to be published when the relay last looked, at most 100")
                .register(meters);
        return relay;
    }

    @Produces
    @Singleton
    CommitStore store(CardDatabase database, RelayThread relay) {
        return new MongoCommitStore(database, relay::nudge);
    }

    @Produces
    @Singleton
    DeckLimits limits(DeckConfig config) {
        return new DeckLimits(config.maxCards(), config.maxBytes().asLongValue(), config.perOwner());
    }

    /** A whole deck takes much memory, so that one is worked on at a time. */
    @Produces
    @Singleton
    @Named(DeckFileResource.JOB)
    JobSlots deckFiles(DeckConfig config, MeterRegistry meters) {
        var limits = new JobSlots.Limits(1, config.filesWaiting(), config.filesPerCaller(), config.filesLongestWait());
        return new JobSlots(DeckFileResource.JOB, limits, meters);
    }

    @Produces
    @Singleton
    @Named("deck-exports")
    BytesInFlight exports(DeckConfig config) {
        return new BytesInFlight(config.exportBytesInFlight().asLongValue());
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }
}
