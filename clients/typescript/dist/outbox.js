import { newId } from "./ids.js";
const NAME = "outbox";
/** Loads what sends. */
export const sending = () => import("./sending.js");
/**
 * Answers, actions and retractions in the order in which they were made, kept until the server has said what became of them. An item
 * keeps its id, clientId and clientSeq however often it is sent, so that it counts once.
 */
export class Outbox {
    #storage;
    #stored;
    #last = Promise.resolve();
    #sending;
    constructor(storage, stored) {
        this.#storage = storage;
        this.#stored = stored;
    }
    /** @param clientId of a client that is new here; one that is stored stays as it is */
    static async open(storage, clientId = `client-${newId().slice(-12)}`) {
        const stored = (await storage.get(NAME));
        const outbox = new Outbox(storage, stored ?? { clientId, nextSeq: 0, items: [], rejected: [] });
        if (stored === undefined) {
            await outbox.#change(() => { });
        }
        return outbox;
    }
    get clientId() {
        return this.#stored.clientId;
    }
    /** What is not acknowledged yet. */
    get items() {
        return this.#stored.items;
    }
    /** What was refused, until it is dismissed. */
    get rejected() {
        return this.#stored.rejected;
    }
    /** Of the last write: reads that get it as `after` contain all that was sent. It is kept, for a start right after an answer. */
    get position() {
        return this.#stored.position;
    }
    /** Keeps an item; it is stored when the promise is fulfilled. @param make gets the number of the item at this client */
    add(make) {
        return this.#change((stored) => {
            const item = make({ clientId: stored.clientId, clientSeq: stored.nextSeq });
            stored.nextSeq += 1;
            stored.items.push(item);
            return item;
        });
    }
    /** Forgets a refused item. */
    dismiss(id) {
        return this.#change((stored) => {
            stored.rejected = stored.rejected.filter((refused) => refused.receipt.id !== id);
        });
    }
    /**
     * Sends all items, in batches. Where the server asks to wait it waits, for `patienceSeconds` altogether. Calls while it sends get the
     * same receipts.
     *
     * @throws RefusedError where a whole request is refused, and what `fetch` throws where there is no network; what is not
     *     acknowledged stays and is sent by the next call
     */
    send(http, patienceSeconds = 30) {
        this.#sending ??= this.#sendAll(http, patienceSeconds).finally(() => {
            this.#sending = undefined;
        });
        return this.#sending;
    }
    async #sendAll(http, patienceSeconds) {
        const all = [];
        if (this.items.length > 0) {
            const { sendAll } = await sending();
            for await (const { receipts, rejected, position } of sendAll(http, () => this.items, patienceSeconds)) {
                await this.#change((stored) => {
                    stored.items.splice(0, receipts.length);
                    stored.rejected.push(...rejected);
                    stored.position = position ?? stored.position;
                });
                all.push(...receipts);
            }
        }
        return all;
    }
    /** One change after the other; memory follows storage, so that nothing is sent that could be forgotten. */
    #change(change) {
        const done = this.#last.then(async () => {
            const stored = structuredClone(this.#stored);
            const result = change(stored);
            await this.#storage.set(NAME, stored);
            this.#stored = stored;
            return result;
        });
        this.#last = done.catch(() => { });
        return done;
    }
}
/** The id that a client gave to an item. */
export function idOf({ body }) {
    return "reviewId" in body ? body.reviewId : "actionId" in body ? body.actionId : body.retractionId;
}
