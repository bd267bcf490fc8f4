import type { Http } from "./http.js";
import type { Storage } from "./storage.js";
import type { Action, Receipt, Retraction, Review } from "./types.js";
/** What waits to be sent: to `/reviews`, `/actions` or `/retractions`. */
export type Item = {
    kind: "reviews";
    body: Review;
} | {
    kind: "actions";
    body: Action;
} | {
    kind: "retractions";
    body: Retraction;
};
/** An item that the server does not take, and why. It was not recorded. */
export interface Rejected {
    item: Item;
    receipt: Receipt;
}
/** Loads what sends. */
export declare const sending: () => Promise<typeof import("./sending.js")>;
/**
 * Answers, actions and retractions in the order in which they were made, kept until the server has said what became of them. An item
 * keeps its id, clientId and clientSeq however often it is sent, so that it counts once.
 */
export declare class Outbox {
    #private;
    private constructor();
    /** @param clientId of a client that is new here; one that is stored stays as it is */
    static open(storage: Storage, clientId?: string): Promise<Outbox>;
    get clientId(): string;
    /** What is not acknowledged yet. */
    get items(): readonly Item[];
    /** What was refused, until it is dismissed. */
    get rejected(): readonly Rejected[];
    /** Of the last write: reads that get it as `after` contain all that was sent. It is kept, for a start right after an answer. */
    get position(): string | undefined;
    /** Keeps an item; it is stored when the promise is fulfilled. @param make gets the number of the item at this client */
    add<I extends Item>(make: (stamp: {
        clientId: string;
        clientSeq: number;
    }) => I): Promise<I>;
    /** Forgets a refused item. */
    dismiss(id: string): Promise<void>;
    /**
     * Sends all items, in batches. Where the server asks to wait it waits, for `patienceSeconds` altogether. Calls while it sends get the
     * same receipts.
     *
     * @throws RefusedError where a whole request is refused, and what `fetch` throws where there is no network; what is not
     *     acknowledged stays and is sent by the next call
     */
    send(http: Http, patienceSeconds?: number): Promise<Receipt[]>;
}
/** The id that a client gave to an item. */
export declare function idOf({ body }: Item): string;
