package dev.engram.gateway.application;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import java.util.List;

/** Everything that the gateway holds of a person: account, sessions and tokens, devices, attempts. */
public interface Identities {
    /** What {@link #remove} would remove. */
    List<Removed> count(LearnerId learner);

    /** Removes all of it; harmless where it is gone. */
    void remove(LearnerId learner);
}
