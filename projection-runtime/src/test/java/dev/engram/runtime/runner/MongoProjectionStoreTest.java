package dev.engram.runtime.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoClient;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.Projected;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.Checkpoint;
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
        var database = TestInfra.shared().uniqueDatabase("conformance");
        return new MongoGenerations<>(
                client, database, Ledger.named("ledger").on(new TopicDefinition("t", 3)), Duration.ofSeconds(10));
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
            alone.putAll(work.outdated("ann", 1, 1));
        });
        // then
        assertThat(both)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.TOO_LARGE));
        assertThat(alone).hasSize(1);
    }
}
