package dev.engram.gateway.application.erasure;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import java.util.List;
import java.util.Map;

/** Everything that the gateway holds of a person: account, sessions and tokens, devices, attempts. */
public interface IdentityStore {
    /** What {@link #remove} would remove, and the account. */
    List<Removed> count(LearnerId learner);

    /** What is held, without hashes of secrets, by collection: names and values of fields. */
    Map<String, List<Map<String, Object>>> show(LearnerId learner);

    /**
     * Removes all of it but the account, which {@link dev.engram.gateway.application.AccountStore#delete} removes; can be repeated.
     */
    void remove(LearnerId learner);
}
