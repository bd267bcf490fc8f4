package dev.engram.gateway.domain;

import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a person is to be erased, and how far that is done.
 *
 * @param secretDigest of the secret that shows it
 * @param learner absent when all is done: nothing links the request to anybody then
 * @param event id of the event that erases the learner, made once, so that appending again is a copy
 * @param hash of the learner's id, by which an erasure is repeated after an older backup was restored
 * @param removedAt when everything that was found was removed
 * @param removed what was removed so far
 * @param decks of the person that stay; known at the end
 */
public record ErasureRequest(
        UUID id,
        String secretDigest,
        Step step,
        @Nullable LearnerId learner,
        @Nullable EventId event,
        String hash,
        Instant requestedAt,
        @Nullable Instant removedAt,
        @Nullable Instant completedAt,
        List<Removed> removed,
        @Nullable Long decks) {

    /** What is to be done next. Each can be done again: a process may end after any of them and before it is noted. */
    public enum Step {
        /** Disable the account, unless nobody could give roles then: that withdraws the request. */
        DISABLE,
        /** Remove account and sessions: nobody signs in any more. */
        IDENTITY,
        /** Append the event to the log. */
        EVENT,
        /** Wait until every generation of every projection has read the event. */
        PROJECTIONS,
        /** Remove shares, and decks that nobody else sees. */
        DECKS,
        /** Wait until whatever was under way has ended, and remove what it has made: in the gateway and in decks. */
        REPEAT,
        /** Nothing. */
        DONE
    }

    /**
     * What was removed from one place.
     *
     * @param store name of a service
     * @param collection or, of a projection, its name with the number of the generation
     * @param kind of what was counted, such as documents
     */
    public record Removed(String store, String collection, String kind, long count) {}

    public ErasureRequest {
        removed = List.copyOf(removed);
    }

    /** The learner; only while the request is not done. */
    public LearnerId pendingLearner() {
        if (learner == null) {
            throw new IllegalStateException("the erasure " + id + " is done");
        }
        return learner;
    }

    /** The same at another step. */
    public ErasureRequest at(Step next) {
        return new ErasureRequest(
                id, secretDigest, next, learner, event, hash, requestedAt, removedAt, completedAt, removed, decks);
    }

    /** The same with what was removed. */
    public ErasureRequest with(List<Removed> all) {
        return new ErasureRequest(
                id, secretDigest, step, learner, event, hash, requestedAt, removedAt, completedAt, all, decks);
    }

    /** Everything that was found is removed. */
    public ErasureRequest removed(long keptDecks, Instant now) {
        return new ErasureRequest(
                id, secretDigest, Step.REPEAT, learner, event, hash, requestedAt, now, completedAt, removed, keptDecks);
    }

    /** Done: the learner is forgotten. */
    public ErasureRequest done(long keptDecks, Instant now) {
        return new ErasureRequest(
                id, secretDigest, Step.DONE, null, null, hash, requestedAt, removedAt, now, removed, keptDecks);
    }
}
