package dev.engram.gateway.application.erasure;

import dev.engram.gateway.domain.ErasureRequest;
import java.util.List;
import java.util.Optional;

/** Keeps requests to erase people, also when they are done. */
public interface ErasureStore {
    /** Keeps a new one. @return false, changing nothing, if there is one for that learner */
    boolean create(ErasureRequest request);

    /** Replaces {@code before} by {@code next}. @return false, changing nothing, if it is at another step by now */
    boolean save(ErasureRequest before, ErasureRequest next);

    /** Takes one back that is still at the step {@link ErasureRequest.Step#DISABLE}; nothing else was done for it. */
    void withdraw(ErasureRequest request);

    /** The one that a secret shows. */
    Optional<ErasureRequest> find(String secretDigest);

    /** Whether the learner with this hash was erased, or is to be. */
    boolean has(String hash);

    /** Those that are not done, oldest first. */
    List<ErasureRequest> pending();
}
