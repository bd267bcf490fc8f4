package dev.engram.card.adapter;

import com.mongodb.client.MongoClient;
import dev.engram.card.adapter.mongo.CardDatabase;
import dev.engram.card.adapter.mongo.MongoCommitOutbox;
import dev.engram.card.adapter.mongo.MongoCommitStore;
import dev.engram.card.adapter.mongo.MongoDeckShelf;
import dev.engram.card.application.CardEditor;
import dev.engram.card.application.CommitListener;
import dev.engram.card.application.CommitOutbox;
import dev.engram.card.application.CommitStore;
import dev.engram.card.application.DeckCreator;
import dev.engram.card.application.DeckImporter;
import dev.engram.card.application.DeckShelf;
import dev.engram.kit.mongo.MongoConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;

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
    CommitStore store(CardDatabase database) {
        return new MongoCommitStore(database);
    }

    @Produces
    @Singleton
    DeckShelf shelf(CardDatabase database) {
        return new MongoDeckShelf(database);
    }

    @Produces
    @Singleton
    DeckCreator creator(CommitStore store, CommitListener listener) {
        return new DeckCreator(store, listener, InstantSource.system());
    }

    @Produces
    @Singleton
    CardEditor editor(CommitStore store, CommitListener listener) {
        return new CardEditor(store, listener, InstantSource.system());
    }

    @Produces
    @Singleton
    DeckImporter importer(CommitStore store, CommitListener listener) {
        return new DeckImporter(store, listener, InstantSource.system());
    }
}
