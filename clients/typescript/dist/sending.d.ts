import { type Http } from "./http.js";
import { type Item, type Rejected } from "./outbox.js";
import type { Receipt } from "./types.js";
/** What became of the first items that waited. */
export interface Sent {
    receipts: Receipt[];
    rejected: Rejected[];
    position: string | undefined;
}
/** Sends items, in batches of one kind; where the server asks to wait it waits. @param waiting what is to be sent, without what was yielded */
export declare function sendAll(http: Http, waiting: () => readonly Item[], patienceSeconds: number): AsyncGenerator<Sent>;
