package dev.engram.runtime.runner;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoClient;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.Projected;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.Generations;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.runtime.store.MongoGenerations;
import dev.engram.runtime.store.StoreException;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class MongoProjectionStoreTest extends ProjectionStoreConformance {

    private static MongoClient client;
    private String database = "";

    @BeforeAll
    static void connect() {
        client = MongoConnections.create(TestInfra.shared().mongoUri(), "conformance", Duration.ofSeconds(10), 8);
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @Override
    protected Generations<String, Tally, Rate> emptyGenerations() {
        database = TestInfra.shared().uniqueDatabase("conformance");
        return new MongoGenerations<>(
                client, database, Ledger.named("ledger").on(new TopicDefinition("t", 3)), Duration.ofSeconds(10));
    }

    @Override
    protected void damage(Generations<String, Tally, Rate> generations, String key) {
        var damaged = GenerationCollections.of(client.getDatabase(database), "ledger", 1);
        damaged.documents().updateOne(eq("_id", key), unset("amounts"));
        damaged.contexts().updateOne(eq("_id", key), unset("rate"));
    }

    @Test
    void shouldNameTheFieldOfADocumentThatCannotBeReadAndForgetItOnceItIsRead() {
        // given
        var generations = emptyGenerations();
        generations.createFirst(1, List.of(Checkpoint.first(0, "id", 0)));
        var store = generations.store(1);
        var held = store.take(0);
        store.transact(work -> {
            work.advance(held, held.turned());
            work.write(Map.of("ann/card", new Projected<>(new Tally(List.of(1), 1), "ann", 0, null)));
        });
        damage(generations, "ann/card");
        // when
        store.transact(work -> {
            work.advance(held.turned(), held.turned().turned());
            work.load(Set.of("ann/card"));
        });
        var met = generations.unreadable().of(1);
        GenerationCollections.of(client.getDatabase(database), "ledger", 1)
                .documents()
                .updateOne(eq("_id", "ann/card"), set("amounts", List.of(1)));
        store.transact(work -> {
            work.advance(held.turned().turned(), held.turned().turned().turned());
            work.load(Set.of("ann/card"));
        });
        // then
        assertThat(met).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.collection()).isEqualTo("ledger.g1");
            assertThat(unreadable.id()).isEqualTo("ann/card");
            assertThat(unreadable.rule()).startsWith("missing: amounts");
        });
        assertThat(generations.unreadable().of(1)).isEmpty();
    }

    @Test
    void shouldLoadOnlySoManyBytesAtATimeButAnyDocumentAlone() {
        // given
        var generations = emptyGenerations();
        generations.createFirst(1, List.of(Checkpoint.first(0, "id", 0)));
        var store = generations.store(1);
        var large = new Tally(Collections.nCopies(500_000, 1), 0); // 5.5 MB each
        for (var item : List.of("a", "b")) {
            var held = store.take(0);
            store.transact(work -> {
                work.advance(held, held.turned());
                work.write(Map.of("ann/" + item, new Projected<>(large, "ann", 0, null)));
            });
        }
        var held = store.take(0);
        var alone = new HashMap<String, Projected<Tally>>();
        // when
        var both = catchThrowable(() -> store.transact(work -> {
            work.advance(held, held.turned());
            work.load(Set.of("ann/a", "ann/b"));
        }));
        store.transact(work -> {
            work.advance(held, held.turned());
            alone.putAll(work.outdated("ann", 1, 1).documents());
        });
        // then
        assertThat(both)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.TOO_LARGE));
        assertThat(alone).hasSize(1);
    }
}
