package dev.engram.runtime.runner;

import dev.engram.runtime.reader.CatchUpResult;
import dev.engram.runtime.reader.ProjectionNotReadyException;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.reader.ProjectionReader;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What a reader does where nothing is there yet, or another generation becomes live. */
final class ProjectionReaderTest {

    @Test
    void shouldReadAgainWhenAnotherGenerationBecameLiveMeanwhile() {
        try (var client = MongoConnections.create(TestInfra.shared().mongoUri(), "reader", Duration.ofSeconds(10), 2)) {
            // given
            var database = client.getDatabase(TestInfra.shared().uniqueDatabase("reader"));
            var ledger = Ledger.named("ledger");
            var topic = new TopicDefinition("none", 12);
            var reader = new ProjectionReader<String, Tally, Rate>(
                    database, ledger, new LedgerMapping(), topic, new Progress());
            var pointers = database.getCollection("projections");
            // when
            var before = catchThrowable(() -> reader.read(generation -> 1));
            var waited = reader.await(0, 0, Duration.ofMillis(60));
            pointers.insertOne(
                    new Document("_id", "ledger").append("generation", 1).append("foldVersion", 1));
            var seen = new ArrayList<Integer>();
            int answer = reader.read(generation -> {
                seen.add(generation.number());
                pointers.updateOne(new Document("_id", "ledger"), new Document("$set", new Document("generation", 2)));
                return generation.number();
            });
            // then
            assertThat(before).isInstanceOf(ProjectionNotReadyException.class);
            assertThat(waited).isEqualTo(new CatchUpResult(false, false));
            assertThat(seen).isEqualTo(List.of(1, 2));
            assertThat(answer).isEqualTo(2);
        }
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
            assertThat(IntStream.range(0, 20).map(i -> reader.partitionOf(learner + i)))
                    .isEqualTo(sent);
            assertThat(Set.copyOf(sent)).hasSizeGreaterThan(3);
        }
    }
}
