package dev.engram.runtime.store;

import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import dev.engram.projections.Projected;
import dev.engram.projections.ProjectedContext;
import dev.engram.runtime.quarantine.UnreadableException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Documents, contexts, parked events and checkpoints of one generation. Documents and checkpoint can be written only
 * together. An instance is confined to one thread.
 */
public interface ProjectionStore<K, S, C> extends AutoCloseable {

    /**
     * Takes over a partition from whoever wrote it before: a transaction that a dead process left open is ended.
     *
     * @return its checkpoint, at which to go on
     * @throws StoreException if it cannot be read
     * @throws ProjectionStoppedException if the generation has no checkpoint of it
     */
    Checkpoint take(int partition);

    /**
     * Runs {@code work} once, in one transaction: all of it is stored or nothing.
     *
     * @throws CheckpointMovedException if the partition has another writer
     * @throws StoreException if the store failed: read the checkpoint to learn whether the work was stored
     */
    void transact(Consumer<Work<K, S, C>> work);

    /** @throws UnreadableException if it cannot be read */
    Optional<Projected<S>> read(K key);

    /** @throws UnreadableException if it cannot be read */
    Optional<ProjectedContext<C>> readContext(String contextKey);

    /** Keys of the contexts of a partition whose documents are still being re-derived. */
    List<String> staleContexts(int partition);

    /** The checkpoint of a partition, without taking it over. */
    Checkpoint checkpoint(int partition);

    /** Number of parked events of a partition that wait. */
    long parked(int partition);

    /** Up to {@code limit} parked events of a partition that wait, from an offset on, in the order of the log. */
    List<ParkedEvent> parkedEvents(int partition, long from, int limit);

    /** As {@link #parkedEvents}, of records with one key. */
    List<ParkedEvent> parkedOf(int partition, String contextKey, int limit);

    /** Offsets, from one on, of records that were stepped over before they were reached. */
    Set<Long> skippedFrom(int partition, long offset);

    /** A parked event, also one that no longer waits. */
    Optional<ParkedEvent> parkedEvent(int partition, long offset);

    /** What was removed of a context; empty if it was not erased. @param contextHash {@code ContextHash} of its key */
    Optional<Erasure> erasure(String contextHash);

    /** The rows of a subject from day {@code from} to {@code to}, both included; those whose counts are all 0 are left out. */
    Map<AggregateKey, long[]> rows(Aggregate<K, S> aggregate, String subject, long from, long to);

    @Override
    void close();

    /**
     * What is remembered of a context that was erased: that it was, and how much was removed; not its key.
     *
     * @param partition and {@code offset} of the event that erased it
     * @param rows of aggregates
     * @param parked events that could not be applied
     */
    record Erasure(int partition, long offset, long documents, long contexts, long rows, long parked) {}

    /**
     * Documents by key.
     *
     * @param complete whether there are no others of those that were asked for
     */
    record Found<K, S>(Map<K, Projected<S>> documents, boolean complete) {}

    /** What one transaction reads and writes; it reads its own writes. */
    interface Work<K, S, C> {

        /**
         * Must come first, so that a consumer that lost its partition stops before it works.
         *
         * @param next the checkpoint to store, whose turn is one above the held one's
         * @throws CheckpointMovedException if offset or turn stored are not those of {@code held}
         */
        void advance(Checkpoint held, Checkpoint next);

        /**
         * Those of the documents that exist and can be read, as far as they may be held in memory at a time: at least one of them
         * or of those that cannot be read, if there are any. Documents loaded before can no longer be written.
         */
        Found<K, S> loadSome(Set<K> keys);

        /**
         * The documents that exist and can be read, by key.
         *
         * @throws StoreException of the kind {@code TOO_LARGE} if they are more than may be held in memory at a time
         */
        default Map<K, Projected<S>> load(Set<K> keys) {
            var found = loadSome(keys);
            if (!found.complete()) {
                throw new StoreException(
                        StoreException.Kind.TOO_LARGE,
                        "only %d of %d documents".formatted(found.documents().size(), keys.size()));
            }
            return found.documents();
        }

        /** The contexts that exist and can be read, by key. */
        Map<String, ProjectedContext<C>> loadContexts(Set<String> contextKeys);

        /** Those of some context keys that were erased. */
        Set<String> loadErased(Set<String> contextKeys);

        /**
         * Removes all that is held of a context, parked events included, and remembers that it was erased by the event at an
         * offset of the partition that was advanced. Of a record that is to be stepped over its place only is kept.
         *
         * @param aggregates of which the rows of the context are removed
         */
        Erasure erase(String contextKey, long offset, List<Aggregate<K, S>> aggregates);

        /**
         * Removes what is stored of the partition that was advanced, up to {@code limit} of each kind; records that are to be stepped
         * over stay.
         *
         * @param contextKeys of all documents of the partition
         * @param aggregates of which its rows are removed
         * @return whether nothing is left
         */
        boolean removeSome(Set<String> contextKeys, List<Aggregate<K, S>> aggregates, int limit);

        /**
         * Up to {@code limit} documents of a context whose epoch is below {@code epoch}, of those that can be read; fewer if
         * they are more than may be held in memory at a time, as of {@link #loadSome}.
         */
        Found<K, S> outdated(String contextKey, long epoch, int limit);

        /** Gives the documents of a context that can be read, one after the other; they cannot be written. */
        void scan(String contextKey, BiConsumer<K, S> consumer);

        /** Why documents that this work has looked for cannot be read, by key; they must not be written. */
        Map<K, String> unreadableDocuments();

        /** As {@link #unreadableDocuments}, of contexts. */
        Map<String, String> unreadableContexts();

        /** Stores documents. Those that exist must be of those that this work has loaded last. */
        void write(Map<K, Projected<S>> documents);

        /** Stores contexts of the partition that was advanced. */
        void writeContexts(Map<String, ProjectedContext<C>> contexts);

        /** Ends the re-derivation of a context, unless its epoch has been raised above {@code epoch}. */
        void clearStale(String contextKey, long epoch);

        /** Adds to the counts of an aggregate for the partition that was advanced; rows that are absent hold 0. */
        void add(Aggregate<K, S> aggregate, Map<AggregateKey, long[]> differences);

        void park(Collection<ParkedEvent> events);

        /**
         * Ends the waiting of a parked event of the partition that was advanced.
         *
         * @throws IllegalStateException if it does not wait
         */
        void resolve(ParkedEvent event, ParkedEvent.Resolution resolution);
    }
}
