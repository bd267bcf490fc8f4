package dev.engram.maintenance.log;

import com.mongodb.client.MongoClient;
import dev.engram.maintenance.cluster.Installation;
import dev.engram.maintenance.cluster.LogTopic;
import dev.engram.maintenance.cluster.LogTopics;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.definition.ProjectionDefinition;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.runtime.log.LogIdentities;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.Generations;
import dev.engram.runtime.store.MongoGenerations;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The projections of both services, of which those that were folded from a log that has lost records must be built again. */
final class FoldedProjections {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final MongoClient client;
    private final InstantSource clock;
    private final List<Folded> all;

    private record Folded(String database, ProjectionDefinition<?, ?, ?, ?> definition) {}

    FoldedProjections(MongoClient client, Installation installation, InstantSource clock) {
        this.client = client;
        this.clock = clock;
        var review = installation.databases().review();
        var analytics = installation.databases().analytics();
        this.all = List.of(
                new Folded(review, LearnerCards.definition(Installation.SCHEDULE, installation.reviews())),
                new Folded(review, Catalogue.definition(installation.cards())),
                new Folded(analytics, LearnerCards.withCardAnswers(Installation.LEARNER_CARDS, installation.reviews())),
                new Folded(analytics, Catalogue.definition(installation.cards())));
    }

    /**
     * Remembers of each live generation that its log has lost records, where the service was not running to see it, and gives up
     * what is being built from that log. Before anything is written: afterwards a log that has grown again looks whole.
     */
    void markDamaged(LogTopics topics) throws IOException {
        for (var folded : all) {
            var topic = folded.definition().topic();
            // before the topic is looked at: a service may see a later end meanwhile
            var known = new LogIdentities(client.getDatabase(folded.database())).read(topic.name());
            var found = topics.look(topic);
            var generations = generations(folded);
            var registered = generations.read();
            if (known.isEmpty() || found.isEmpty() || registered.isEmpty()) {
                continue;
            }
            var loss = known.get().lossIn(found.get(), clock.instant());
            if (loss.isPresent()) {
                var building = registered.get().building();
                if (building != null) {
                    var _ = generations.cancel(building, clock.instant());
                }
                var _ = generations.markDamaged(
                        registered.get().live(),
                        new Generation.Damage(
                                loss.get().reason().slug(), loss.get().sentence()));
            }
        }
    }

    /**
     * Begins to build all that are damaged again, from the topics as they are; the services go on with it.
     *
     * @return their names, with the databases
     */
    List<String> beginRebuilds(List<LogTopic> topics) {
        var begun = new ArrayList<String>();
        for (var folded : all) {
            var generations = generations(folded);
            var registered = generations.read();
            if (registered.isEmpty() || registered.get().live().damage() == null) {
                continue;
            }
            var topic = topic(topics, folded);
            var building = registered.get().building();
            if (building != null && !isOf(topic, generations.checkpoints(building.number()))) {
                var _ = generations.cancel(building, clock.instant());
            }
            var first = IntStream.range(0, topic.definition().partitions())
                    .mapToObj(partition ->
                            Checkpoint.unbuilt(partition, topic.snapshot().topicId(), topic.begin(partition)))
                    .toList();
            var _ = generations.startBuilding(folded.definition().projection().foldVersion(), first, clock.instant());
            begun.add(folded.definition().name() + " in " + folded.database());
        }
        return begun;
    }

    private static boolean isOf(LogTopic topic, List<Checkpoint> checkpoints) {
        return checkpoints.stream()
                .allMatch(checkpoint ->
                        checkpoint.topicId().equals(topic.snapshot().topicId()));
    }

    private static LogTopic topic(List<LogTopic> topics, Folded folded) {
        return topics.stream()
                .filter(topic -> topic.definition().equals(folded.definition().topic()))
                .findFirst()
                .orElseThrow();
    }

    private Generations<?, ?, ?> generations(Folded folded) {
        return new MongoGenerations<>(client, folded.database(), folded.definition(), TIMEOUT);
    }
}
