package dev.engram.runtime.runner;

import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.ContextHash;
import dev.engram.projections.Contributions;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.quarantine.UnreadableException;
import dev.engram.runtime.runner.InMemoryGeneration.Placed;
import dev.engram.runtime.runner.InMemoryGeneration.Row;
import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.CheckpointMovedException;
import dev.engram.runtime.store.ParkedEvent;
import dev.engram.runtime.store.ProjectionStoppedException;
import dev.engram.runtime.store.ProjectionStore;
import dev.engram.runtime.store.ProjectionStore.Erasure;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Store that keeps a generation in memory; transactions run one after the other. */
final class InMemoryProjectionStore<K, S, C> implements ProjectionStore<K, S, C> {

    /** Most documents that a transaction holds at a time: few, so that tests meet batches with more. */
    static final int MOST_DOCUMENTS = 2;

    private final InMemoryGeneration<K, S, C> generation;

    InMemoryProjectionStore(InMemoryGeneration<K, S, C> generation) {
        this.generation = generation;
    }

    @Override
    public Checkpoint take(int partition) {
        synchronized (generation) {
            var checkpoint = generation.checkpoints.get(partition);
            if (checkpoint == null) {
                throw ProjectionStoppedException.missingCheckpoint("memory", partition);
            }
            return checkpoint;
        }
    }

    @Override
    public void transact(Consumer<Work<K, S, C>> work) {
        synchronized (generation) {
            var attempt = new Attempt<>(generation.copy());
            work.accept(attempt);
            attempt.requireAdvanced();
            generation.replaceBy(attempt.copy);
        }
    }

    @Override
    public Optional<Projected<S>> read(K key) {
        synchronized (generation) {
            requireReadable(key);
            return Optional.ofNullable(generation.documents.get(key));
        }
    }

    @Override
    public Optional<ProjectedContext<C>> readContext(String contextKey) {
        synchronized (generation) {
            requireReadable(contextKey);
            return Optional.ofNullable(generation.contexts.get(contextKey)).map(Placed::context);
        }
    }

    private void requireReadable(Object key) {
        if (generation.damaged.contains(key)) {
            throw new UnreadableException("memory", key, "damaged");
        }
    }

    @Override
    public List<String> staleContexts(int partition) {
        synchronized (generation) {
            return generation.contexts.entrySet().stream()
                    .filter(entry -> entry.getValue().partition() == partition
                            && entry.getValue().context().stale())
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    @Override
    public Checkpoint checkpoint(int partition) {
        return take(partition);
    }

    @Override
    public Optional<ParkedEvent> parkedEvent(int partition, long offset) {
        synchronized (generation) {
            return generation.parked.stream()
                    .filter(event -> event.partition() == partition && event.offset() == offset)
                    .findFirst();
        }
    }

    @Override
    public long parked(int partition) {
        return parkedEvents(partition, 0, Integer.MAX_VALUE).size();
    }

    @Override
    public List<ParkedEvent> parkedEvents(int partition, long from, int limit) {
        synchronized (generation) {
            return generation.parked.stream()
                    .filter(event -> event.partition() == partition && event.resolution() == null)
                    .filter(event -> event.offset() >= from)
                    .sorted(java.util.Comparator.comparing(ParkedEvent::offset))
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public List<ParkedEvent> parkedOf(int partition, String contextKey, int limit) {
        return parkedEvents(partition, 0, Integer.MAX_VALUE).stream()
                .filter(event -> event.keyText().equals(contextKey))
                .limit(limit)
                .toList();
    }

    @Override
    public Set<Long> skippedFrom(int partition, long offset) {
        synchronized (generation) {
            return generation.parked.stream()
                    .filter(event -> event.partition() == partition && event.offset() >= offset)
                    .filter(event -> event.why().reason().equals(ParkedEvent.Why.SKIPPED))
                    .map(ParkedEvent::offset)
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public Map<AggregateKey, long[]> rows(Aggregate<K, S> aggregate, String subject, long from, long to) {
        synchronized (generation) {
            var rows = new HashMap<AggregateKey, long[]>();
            generation.rows.forEach((row, counts) -> {
                var key = row.key();
                if (row.aggregate().equals(aggregate.name())
                        && key.subject().equals(subject)
                        && key.day() >= from
                        && key.day() <= to) {
                    rows.merge(key, counts, InMemoryProjectionStore::sum);
                }
            });
            rows.values().removeIf(Contributions::isZero);
            return rows;
        }
    }

    @Override
    public Optional<Erasure> erasure(String contextHash) {
        synchronized (generation) {
            return Optional.ofNullable(generation.erased.get(contextHash));
        }
    }

    private static long[] sum(long[] one, long[] other) {
        return IntStream.range(0, one.length).mapToLong(i -> one[i] + other[i]).toArray();
    }

    @Override
    public void close() {}

    private static final class Attempt<K, S, C> implements Work<K, S, C> {

        private final InMemoryGeneration<K, S, C> copy;
        private final Set<K> loaded = new HashSet<>();
        private final Map<K, String> unreadableDocuments = new HashMap<>();
        private final Map<String, String> unreadableContexts = new HashMap<>();
        private int partition = -1;

        Attempt(InMemoryGeneration<K, S, C> copy) {
            this.copy = copy;
        }

        void requireAdvanced() {
            if (partition < 0) {
                throw new IllegalStateException("a transaction must advance the checkpoint before anything else");
            }
        }

        @Override
        public void advance(Checkpoint held, Checkpoint next) {
            var stored = copy.checkpoints.get(held.partition());
            if (stored == null || stored.next() != held.next() || stored.turn() != held.turn()) {
                throw new CheckpointMovedException(held);
            }
            copy.checkpoints.put(held.partition(), next);
            partition = held.partition();
        }

        @Override
        public Found<K, S> loadSome(Set<K> keys) {
            requireAdvanced();
            return readable(keys.stream().filter(copy.documents::containsKey).toList(), MOST_DOCUMENTS);
        }

        private Found<K, S> readable(List<K> keys, int limit) {
            var found = new HashMap<K, Projected<S>>();
            for (var key : keys) {
                if (found.size() == limit) {
                    break;
                }
                if (!isDamaged(key, unreadableDocuments)) {
                    found.put(key, Objects.requireNonNull(copy.documents.get(key)));
                }
            }
            loaded.clear();
            loaded.addAll(found.keySet());
            return new Found<>(
                    found,
                    keys.stream().allMatch(key -> found.containsKey(key) || unreadableDocuments.containsKey(key)));
        }

        @Override
        public void scan(String contextKey, BiConsumer<K, S> consumer) {
            requireAdvanced();
            copy.documents.forEach((key, document) -> {
                if (document.contextKey().equals(contextKey) && !isDamaged(key, unreadableDocuments)) {
                    consumer.accept(key, document.state());
                }
            });
        }

        private <T> boolean isDamaged(T key, Map<T, String> unreadable) {
            boolean damaged = copy.damaged.contains(key);
            if (damaged) {
                unreadable.put(key, "document-unreadable: memory " + key + ": damaged");
            }
            return damaged;
        }

        @Override
        public Map<K, String> unreadableDocuments() {
            return unreadableDocuments;
        }

        @Override
        public Map<String, String> unreadableContexts() {
            return unreadableContexts;
        }

        @Override
        public Map<String, ProjectedContext<C>> loadContexts(Set<String> contextKeys) {
            requireAdvanced();
            var found = new HashMap<String, ProjectedContext<C>>();
            copy.contexts.forEach((key, placed) -> {
                if (contextKeys.contains(key) && !isDamaged(key, unreadableContexts)) {
                    found.put(key, placed.context());
                }
            });
            return found;
        }

        @Override
        public Set<String> loadErased(Set<String> contextKeys) {
            requireAdvanced();
            return contextKeys.stream()
                    .filter(key -> copy.erased.containsKey(ContextHash.of(key)))
                    .collect(Collectors.toSet());
        }

        @Override
        public Erasure erase(String contextKey, long offset, List<Aggregate<K, S>> aggregates) {
            requireAdvanced();
            int documents = copy.documents.size();
            int rows = copy.rows.size();
            int parked = copy.parked.size();
            copy.documents.values().removeIf(document -> document.contextKey().equals(contextKey));
            copy.rows
                    .keySet()
                    .removeIf(row -> row.key().subject().equals(contextKey)
                            && aggregates.stream().anyMatch(of -> of.name().equals(row.aggregate())));
            copy.parked.removeIf(event ->
                    event.keyText().equals(contextKey) && !event.why().reason().equals(ParkedEvent.Why.SKIPPED));
            copy.parked.replaceAll(event -> event.keyText().equals(contextKey)
                    ? new ParkedEvent(
                            event.topic(),
                            event.partition(),
                            event.offset(),
                            event.why(),
                            null,
                            List.of(),
                            null,
                            event.resolution())
                    : event);
            var removed = new Erasure(
                    partition,
                    offset,
                    documents - copy.documents.size(),
                    copy.contexts.remove(contextKey) == null ? 0 : 1,
                    rows - copy.rows.size(),
                    parked - copy.parked.size());
            copy.erased.putIfAbsent(ContextHash.of(contextKey), removed);
            return removed;
        }

        @Override
        public boolean removeSome(Set<String> contextKeys, List<Aggregate<K, S>> aggregates, int limit) {
            requireAdvanced();
            var keys = copy.documents.entrySet().stream()
                    .filter(entry -> contextKeys.contains(entry.getValue().contextKey()))
                    .map(Map.Entry::getKey)
                    .limit(limit)
                    .toList();
            keys.forEach(copy.documents::remove);
            copy.contexts.values().removeIf(placed -> placed.partition() == partition);
            copy.parked.removeIf(event ->
                    event.partition() == partition && !event.why().reason().equals(ParkedEvent.Why.SKIPPED));
            copy.erased.values().removeIf(erasure -> erasure.partition() == partition);
            copy.rows.keySet().removeIf(row -> row.partition() == partition);
            return keys.size() < limit;
        }

        @Override
        public Found<K, S> outdated(String contextKey, long epoch, int limit) {
            requireAdvanced();
            var keys = copy.documents.entrySet().stream()
                    .filter(entry -> entry.getValue().contextKey().equals(contextKey)
                            && entry.getValue().epoch() < epoch)
                    .map(Map.Entry::getKey)
                    .toList();
            return readable(keys, limit);
        }

        @Override
        public void write(Map<K, Projected<S>> documents) {
            requireAdvanced();
            documents.forEach((key, document) -> {
                if (copy.documents.containsKey(key) && !loaded.contains(key)) {
                    throw new IllegalStateException("document " + key + " exists and was not loaded");
                }
                copy.documents.put(key, document);
                loaded.add(key);
            });
        }

        @Override
        public void writeContexts(Map<String, ProjectedContext<C>> contexts) {
            requireAdvanced();
            contexts.forEach((key, context) -> copy.contexts.put(key, new Placed<>(partition, context)));
        }

        @Override
        public void clearStale(String contextKey, long epoch) {
            requireAdvanced();
            copy.contexts.computeIfPresent(
                    contextKey,
                    (_, placed) -> placed.context().epoch() == epoch
                            ? new Placed<>(
                                    placed.partition(),
                                    new ProjectedContext<>(placed.context().context(), epoch, false))
                            : placed);
        }

        @Override
        public void add(Aggregate<K, S> aggregate, Map<AggregateKey, long[]> differences) {
            requireAdvanced();
            differences.forEach((key, difference) -> copy.rows.merge(
                    new Row(aggregate.name(), partition, key), difference, InMemoryProjectionStore::sum));
        }

        @Override
        public void park(Collection<ParkedEvent> events) {
            requireAdvanced();
            copy.parked.addAll(events);
        }

        @Override
        public void resolve(ParkedEvent event, ParkedEvent.Resolution resolution) {
            requireAdvanced();
            copy.parked.replaceAll(held -> held.offset() != event.offset() || held.partition() != event.partition()
                    ? held
                    : new ParkedEvent(
                            held.topic(),
                            held.partition(),
                            held.offset(),
                            held.why(),
                            held.key(),
                            held.headers(),
                            held.value(),
                            resolution));
        }
    }
}
