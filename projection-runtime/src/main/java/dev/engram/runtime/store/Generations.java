package dev.engram.runtime.store;

import dev.engram.runtime.quarantine.UnreadableDocuments;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The generations of one projection and which of them is live. Every change is a compare-and-set that any process may
 * try. All methods throw {@link StoreException} if the store failed; repeat them then.
 */
public interface Generations<K, S, C> {

    /** As registered now; empty before the first generation. */
    Optional<RegisteredGenerations> read();

    /** Makes generation 1, live from the start, if there is none; harmless if there is. */
    void createFirst(int foldVersion, List<Checkpoint> first);

    /**
     * Begins to build a generation beside the live one.
     *
     * @return false if one is being built already
     */
    boolean startBuilding(int foldVersion, List<Checkpoint> first, Instant now);

    /** Whether documents of a generation are still to be re-derived: its figures and counts are not final then. */
    boolean hasStaleContexts(int generation);

    /**
     * Makes the generation that is being built the live one and retires the other. Parked events that were discarded in the
     * one are discarded in the other. False if either has changed.
     */
    boolean promote(Generation building, Generation live, Instant now);

    /**
     * Remembers that the live generation no longer follows from the log. It is kept as it is, and answers readers only as far
     * as its documents are complete. False if it is not live any more, or damage is
     * known; but that of the log takes the place of that of its collections.
     */
    boolean markDamaged(Generation live, Generation.Damage damage);

    /**
     * Names of collections of a generation that are gone or were created anew since it was made; indexes that are missing are
     * created again.
     */
    List<String> lostCollections(int generation);

    /** Gives up a generation that is being built. False if it is not being built any more. */
    boolean cancel(Generation building, Instant now);

    /** Drops the collections of generations that were retired before {@code before}. */
    void dropRetired(Instant before);

    /** The checkpoints of a generation, by partition. */
    List<Checkpoint> checkpoints(int generation);

    /** What this process has met in them and could not read. */
    UnreadableDocuments unreadable();

    /** A new store on a generation, for one thread. */
    ProjectionStore<K, S, C> store(int generation);
}
