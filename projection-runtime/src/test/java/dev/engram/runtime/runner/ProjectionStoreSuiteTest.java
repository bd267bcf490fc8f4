package dev.engram.runtime.runner;

import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.quarantine.UnreadableDocuments;
import dev.engram.runtime.runner.Ledger.Rate;
import dev.engram.runtime.runner.Ledger.Tally;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.Generations;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.runtime.store.ProjectionStore.Erasure;
import dev.engram.runtime.store.RegisteredGenerations;
import dev.engram.testing.SuiteCheck;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A suite that a store that keeps nothing can pass proves nothing. */
final class ProjectionStoreSuiteTest {

    @Test
    void shouldFailEveryTestAgainstAStoreThatKeepsNothing() {
        SuiteCheck.assertEveryTestFails(NoOpStore.class);
    }

    static final class NoOpStore extends ProjectionStoreConformance {
        @Override
        protected Generations<String, Tally, Rate> emptyGenerations() {
            return new NoOp();
        }

        @Override
        protected void damage(Generations<String, Tally, Rate> generations, String key) {}
    }

    private static final class NoOp
            implements Generations<String, Tally, Rate>,
                    ProjectionStore<String, Tally, Rate>,
                    ProjectionStore.Work<String, Tally, Rate> {

        @Override
        public Optional<RegisteredGenerations> read() {
            return Optional.empty();
        }

        @Override
        public void createFirst(int foldVersion, List<Checkpoint> first) {}

        @Override
        public boolean startBuilding(int foldVersion, List<Checkpoint> first, Instant now) {
            return false;
        }

        @Override
        public boolean promote(Generation building, Generation live, Instant now) {
            return false;
        }

        @Override
        public boolean markDamaged(Generation live, Generation.Damage damage) {
            return false;
        }

        @Override
        public List<String> lostCollections(int generation) {
            return List.of();
        }

        @Override
        public boolean cancel(Generation building, Instant now) {
            return false;
        }

        @Override
        public void dropRetired(Instant before) {}

        @Override
        public List<Checkpoint> checkpoints(int generation) {
            return List.of();
        }

        @Override
        public ProjectionStore<String, Tally, Rate> store(int generation) {
            return this;
        }

        @Override
        public Checkpoint take(int partition) {
            return Checkpoint.first(partition, "ot9bZv8lTKahYVDxgqYsYw", 0);
        }

        @Override
        public void transact(Consumer<Work<String, Tally, Rate>> work) {
            work.accept(this);
        }

        @Override
        public Optional<Projected<Tally>> read(String key) {
            return Optional.empty();
        }

        @Override
        public Optional<ProjectedContext<Rate>> readContext(String contextKey) {
            return Optional.empty();
        }

        @Override
        public List<String> staleContexts(int partition) {
            return List.of();
        }

        @Override
        public Optional<ParkedEvent> parkedEvent(int partition, long offset) {
            return Optional.empty();
        }

        @Override
        public boolean hasStaleContexts(int generation) {
            return false;
        }

        @Override
        public long parked(int partition) {
            return 0;
        }

        @Override
        public Checkpoint checkpoint(int partition) {
            return take(partition);
        }

        @Override
        public List<ParkedEvent> parkedEvents(int partition, long from, int limit) {
            return List.of();
        }

        @Override
        public List<ParkedEvent> parkedOf(int partition, String contextKey, int limit) {
            return List.of();
        }

        @Override
        public Optional<Erasure> erasure(String contextHash) {
            return Optional.empty();
        }

        @Override
        public Set<Long> skippedFrom(int partition, long offset) {
            return Set.of();
        }

        @Override
        public Map<AggregateKey, long[]> rows(Aggregate<String, Tally> aggregate, String subject, long from, long to) {
            return Map.of();
        }

        @Override
        public void close() {}

        @Override
        public void advance(Checkpoint held, Checkpoint next) {}

        @Override
        public Found<String, Tally> loadSome(Set<String> keys) {
            return new Found<>(Map.of(), true);
        }

        @Override
        public Map<String, ProjectedContext<Rate>> loadContexts(Set<String> contextKeys) {
            return Map.of();
        }

        @Override
        public Set<String> loadErased(Set<String> contextKeys) {
            return Set.of();
        }

        @Override
        public Erasure erase(String contextKey, long offset, List<Aggregate<String, Tally>> aggregates) {
            return new Erasure(0, 0, 0, 0, 0, 0);
        }

        @Override
        public boolean removeSome(Set<String> contextKeys, List<Aggregate<String, Tally>> aggregates, int limit) {
            return false;
        }

        @Override
        public Found<String, Tally> outdated(String contextKey, long epoch, int limit) {
            return new Found<>(Map.of(), true);
        }

        @Override
        public void scan(String contextKey, BiConsumer<String, Tally> consumer) {}

        @Override
        public Map<String, String> unreadableDocuments() {
            return Map.of();
        }

        @Override
        public Map<String, String> unreadableContexts() {
            return Map.of();
        }

        @Override
        public UnreadableDocuments unreadable() {
            return new UnreadableDocuments("none");
        }

        @Override
        public void write(Map<String, Projected<Tally>> documents) {}

        @Override
        public void writeContexts(Map<String, ProjectedContext<Rate>> contexts) {}

        @Override
        public void clearStale(String contextKey, long epoch) {}

        @Override
        public void add(Aggregate<String, Tally> aggregate, Map<AggregateKey, long[]> differences) {}

        @Override
        public void park(Collection<ParkedEvent> events) {}

        @Override
        public void resolve(ParkedEvent event, ParkedEvent.Resolution resolution) {}
    }
}
