package dev.engram.gateway.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AccountStore.Change;
import dev.engram.gateway.application.AccountStoreConformance;
import dev.engram.gateway.domain.Account;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MongoAccountStoreTest extends AccountStoreConformance {
    private static MongoClient client;

    @BeforeAll
    static void open() {
        client =
                MongoConnections.create(TestInfra.shared().mongoUri(), "account-store-test", Duration.ofSeconds(10), 8);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Test
    void shouldNotLetALearnerWaitForChangesOfAdministrators() throws Exception {
        // given
        var database = client.getDatabase(TestInfra.shared().uniqueDatabase("accounts"));
        var store = new MongoAccountStore(client, database);
        store.createIndexes();
        var account = new Account(
                "ada",
                "hash",
                new LearnerId(UUID.randomUUID()),
                Set.of("learner"),
                false,
                null,
                null,
                null,
                false,
                0,
                null,
                0);
        store.create(account);
        try (var session = client.startSession()) {
            session.startTransaction();
            database.getCollection("account_locks")
                    .updateOne(
                            session,
                            Filters.eq("administrators"),
                            Updates.inc("changes", 1L),
                            new UpdateOptions().upsert(true));
            // when: as long as the lock is held
            var changed = CompletableFuture.supplyAsync(() -> store.update(account.withPasswordHash("other")));
            // then
            assertThat(changed.get(20, TimeUnit.SECONDS)).isEqualTo(Change.DONE);
            session.abortTransaction();
        }
    }

    @Override
    protected AccountStore emptyStore() {
        var database = client.getDatabase(TestInfra.shared().uniqueDatabase("accounts"));
        var store = new MongoAccountStore(client, database);
        store.createIndexes();
        return store;
    }
}
