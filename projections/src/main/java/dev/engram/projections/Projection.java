package dev.engram.projections;

import java.util.List;
import java.util.Set;

/**
 * A read model of events: which documents an event touches and how it changes one. Pure, without a clock; states and
 * contexts are immutable. A state depends on its own events and on one context (the learner's plan, a deck's version).
 *
 * <p>The runner calls, per batch: {@link #applyContext} for every event in the order of the log, {@link #apply} for
 * every key of an event, then {@link #derive} once for every touched document under the latest context.
 *
 * @param <E> event
 * @param <K> key of a document; all events of one key have the same context key
 * @param <S> state of a document: the facts of its events and the figures derived from them
 * @param <C> context that many documents share
 */
public interface Projection<E, K, S, C> {

    /** Short and stable: names the collections and the consumer group, such as {@code learner-cards}. */
    String name();

    /** Raised when the fold changes: another version never writes to the documents of this one. */
    int foldVersion();

    /** Key of the context of an event, which is the key of its record: events of one context lie in one partition. */
    String contextKey(E event);

    /** The documents that {@code event} touches; empty where it concerns the context as a whole. */
    Set<K> keys(E event);

    /** The context before its first event. */
    C initialContext();

    /**
     * @return {@code context} itself where the event does not concern it
     * @throws UnappliedException or any other exception: the event is parked and changes nothing
     */
    C applyContext(C context, E event);

    /** Whether every document of the context must be derived anew; done in chunks between batches. */
    boolean rederives(C before, C after);

    /** The state before its first event. */
    S initial(K key);

    /**
     * Adds a fact: any order and any number of copies of the events give the same state.
     *
     * @throws UnappliedException as in {@link #applyContext}
     */
    S apply(S state, E event);

    /**
     * Computes the derived figures of a state. If this throws, the facts are kept and the document is quarantined, until
     * a later event or another context can be derived.
     */
    S derive(S state, C context);

    /** The facts of a state with the figures of a document that was never derived. */
    S underived(S state);

    /**
     * Whether what an event says has been applied from another record, so that it need not wait where it could not be applied
     * itself: an event of a deck after a gap, once the deck was published again.
     */
    default boolean isObsolete(C context, E event) {
        return false;
    }

    /** Whether there are events that erase contexts, which are those of people then. */
    default boolean isErasable() {
        return false;
    }

    /**
     * Whether an event erases its context: nothing of the context is kept, and every other event of it, before or after, is
     * ignored. Such an event is handed to no other method but {@link #contextKey} and {@link #keys}, which names no document.
     */
    default boolean erases(E event) {
        return false;
    }

    /** The counts that are kept of the documents. */
    default List<Aggregate<K, S>> aggregates() {
        return List.of();
    }
}
