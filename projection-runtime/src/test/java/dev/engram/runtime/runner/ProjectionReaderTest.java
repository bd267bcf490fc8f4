package dev.engram.runtime.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.projections.Position.LogPartition;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.reader.ProjectionNotReadyException;
import dev.engram.runtime.reader.ProjectionReader;
import dev.engram.runtime.reader.ProjectionView;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What a reader does where nothing is there yet, or another generation becomes live. */
final class ProjectionReaderTest {

    @Test
    void shouldReadOneGenerationAsItWasThoughAnotherBecomesLiveMeanwhile() {
        try (var client = MongoConnections.create(TestInfra.shared().mongoUri(), "reader", Duration.ofSeconds(10), 2)) {
            // given
            var database = client.getDatabase(TestInfra.shared().uniqueDatabase("reader"));
            var reader = reader(client, database, 1);
            // when
            var before = catchThrowable(() -> reader.read(ProjectionView::generation));
            var waited = reader.await(new LogPartition(0, "topic"), 0, Duration.ofMillis(60));
            pointTo(database, 1, 1);
            context(database, 1, 7);
            context(database, 2, 8);
            var during = reader.read(view -> {
                int generation = view.generation();
                pointTo(database, 2, 1);
                context(database, 1, 9);
                return generation + " " + view.context("ann").context().rate();
            });
            var after = reader.read(view ->
                    view.generation() + " " + view.context("ann").context().rate());
            // then
            assertThat(before).isInstanceOf(ProjectionNotReadyException.class);
            assertThat(waited).isEqualTo(new CatchUpResult(false, false));
            assertThat(during).isEqualTo("1 7");
            assertThat(after).isEqualTo("2 8");
        }
    }

    @Test
    void shouldReadNothingThatAnotherFoldVersionBuilt() {
        try (var client = MongoConnections.create(TestInfra.shared().mongoUri(), "reader", Duration.ofSeconds(10), 2)) {
            // given
            var database = client.getDatabase(TestInfra.shared().uniqueDatabase("reader"));
            pointTo(database, 3, 1);
            context(database, 3, 7);
            // when
            var raised = reader(client, database, 2);
            // then
            assertThatThrownBy(() -> raised.read(view -> view.context("ann")))
                    .isInstanceOf(ProjectionNotReadyException.class)
                    .hasMessageContaining("generation 3 was built by fold version 1, this program has 2");
            assertThat(raised.awaitContext("ann", _ -> true, Duration.ofMillis(60)))
                    .isFalse();
        }
    }

    private static ProjectionReader<String, Tally, Rate> reader(
            MongoClient client, MongoDatabase database, int foldVersion) {
        var topic = new TopicDefinition("none", 12);
        return new ProjectionReader<>(
                client,
                database,
                new Ledger("ledger", foldVersion, false).on(topic),
                new Progress(),
                new UnreadableDocuments("ledger"));
    }

    private static void pointTo(MongoDatabase database, int generation, int foldVersion) {
        var pointer = new Document("generation", generation).append("foldVersion", foldVersion);
        var _ = GenerationCollections.pointers(database)
                .replaceOne(new Document("_id", "ledger"), pointer, new ReplaceOptions().upsert(true));
    }

    private static void context(MongoDatabase database, int generation, int rate) {
        var stored = new LedgerMapping().insertContext(new Rate(rate)).append("epoch", 1L);
        var _ = GenerationCollections.of(database, "ledger", generation)
                .contexts()
                .replaceOne(new Document("_id", "ann"), stored, new ReplaceOptions().upsert(true));
    }

    @Test
    void shouldKnowThePartitionThatAProducerChooses() {
        try (var bench = LedgerBench.shared(12)) {
            // given
            var reader = bench.reader();
            var learner = "0b7c7a55-5a3f-4c0e-9f0c-3f1d6a1f2b3c";
            // when
            var sent = IntStream.range(0, 20)
                    .mapToObj(i -> LedgerBench.placed(bench.producer.send(
                            new ProducerRecord<>(bench.topic.name(), LedgerBench.bytes(learner + i), new byte[0]))))
                    .map(RecordMetadata::partition)
                    .toList();
            // then
            assertThat(IntStream.range(0, 20).map(i -> reader.read(view -> view.partitionOf(learner + i))))
                    .isEqualTo(sent);
            assertThat(Set.copyOf(sent)).hasSizeGreaterThan(3);
        }
    }
}
