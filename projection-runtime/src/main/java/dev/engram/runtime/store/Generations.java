package dev.engram.runtime.store;

import dev.engram.projections.FoldStoppedException;
import java.util.List;

/**
 * The generations of one projection: sets of documents, contexts and checkpoints, each written by one fold version only.
 * A number is never used again. The pointer names the live one.
 */
public interface Generations<K, S, C> {

    /**
     * The live generation; the first one is created with {@code first} as its checkpoints if there is none. Safe against
     * others doing the same.
     *
     * @throws FoldStoppedException if the live generation belongs to another fold version
     * @throws StoreException if the store failed; repeat it
     */
    int open(String projection, int foldVersion, List<Checkpoint> first);

    /** A new store on an opened generation, for one thread. */
    ProjectionStore<K, S, C> store(String projection, int generation);
}
