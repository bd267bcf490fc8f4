import { type Item } from "./outbox.js";
import type { CardActionKind, ChangedSchedule, QueueDay, QueuedCard, Rating } from "./types.js";
/** Cards to study, kept for the time without a network. */
export interface Prefetched {
    asOf: string;
    days: QueueDay[];
    cards: QueuedCard[];
}
/** What an answer or an action means for the queue. Kept apart from it, so that an answer writes little however long the queue is. */
export interface Fact {
    id: string;
    cardId: string;
    at: string;
    rating?: Rating;
    action?: CardActionKind;
    /** Made by another client, which sends it itself. */
    noted?: boolean;
}
/** @returns `undefined` of a retraction */
export declare function factOf(item: Item): Fact | undefined;
/** A queue as it was read, and what has happened to its cards since. No clock, no storage. */
export declare class Queue {
    #private;
    readonly read: Prefetched;
    /** @param before the queue that was read before, which knows what was taken back */
    constructor(read: Prefetched, facts?: Iterable<Fact>, before?: Queue);
    get facts(): readonly Fact[];
    add(fact: Fact): void;
    /** Of what was taken back or refused: the card stands where it stood. */
    remove(id: string): void;
    /** What the server says of a card now. @returns whether it is news to this queue */
    take({ cardId, state }: ChangedSchedule): boolean;
    /** The cards to be studied by `now`: first those that are as they were read, then those that come again. */
    study(now: Date): QueuedCard[];
}
