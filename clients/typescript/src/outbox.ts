import type { Http } from "./http.js";
import { newId } from "./ids.js";
import type { Storage } from "./storage.js";
import type { Action, Receipt, Retraction, Review } from "./types.js";

/** What waits to be sent: to `/reviews`, `/actions` or `/retractions`. */
export type Item =
  | { kind: "reviews"; body: Review }
  | { kind: "actions"; body: Action }
  | { kind: "retractions"; body: Retraction };

/** An item that the server does not take, and why. It was not recorded. */
export interface Rejected {
  item: Item;
  receipt: Receipt;
}

interface Stored {
  clientId: string;
  nextSeq: number;
  items: Item[];
  rejected: Rejected[];
  /** Of the last write; see {@link Outbox.position}. */
  position?: string | undefined;
}

const NAME = "outbox";

/** Loads what sends. */
export const sending = () => import("./sending.js");

/**
 * Answers, actions and retractions in the order in which they were made, kept until the server has said what became of them. An item
 * keeps its id, clientId and clientSeq however often it is sent, so that it counts once.
 */
export class Outbox {
  readonly #storage: Storage;
  #stored: Stored;
  #last: Promise<unknown> = Promise.resolve();
  #sending: Promise<Receipt[]> | undefined;

  private constructor(storage: Storage, stored: Stored) {
    this.#storage = storage;
    this.#stored = stored;
  }

  /** @param clientId of a client that is new here; one that is stored stays as it is */
  static async open(storage: Storage, clientId = `client-${newId().slice(-12)}`): Promise<Outbox> {
    const stored = (await storage.get(NAME)) as Stored | undefined;
    const outbox = new Outbox(storage, stored ?? { clientId, nextSeq: 0, items: [], rejected: [] });
    if (stored === undefined) {
      await outbox.#change(() => {});
    }
    return outbox;
  }

  get clientId(): string {
    return this.#stored.clientId;
  }

  /** What is not acknowledged yet. */
  get items(): readonly Item[] {
    return this.#stored.items;
  }

  /** What was refused, until it is dismissed. */
  get rejected(): readonly Rejected[] {
    return this.#stored.rejected;
  }

  /** Of the last write: reads that get it as `after` contain all that was sent. It is kept, for a start right after an answer. */
  get position(): string | undefined {
    return this.#stored.position;
  }

  /** Keeps an item; it is stored when the promise is fulfilled. @param make gets the number of the item at this client */
  add<I extends Item>(make: (stamp: { clientId: string; clientSeq: number }) => I): Promise<I> {
    return this.#change((stored) => {
      const item = make({ clientId: stored.clientId, clientSeq: stored.nextSeq });
      stored.nextSeq += 1;
      stored.items.push(item);
      return item;
    });
  }

  /** Forgets a refused item. */
  dismiss(id: string): Promise<void> {
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
  send(http: Http, patienceSeconds = 30): Promise<Receipt[]> {
    this.#sending ??= this.#sendAll(http, patienceSeconds).finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #sendAll(http: Http, patienceSeconds: number): Promise<Receipt[]> {
    const all: Receipt[] = [];
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
  #change<T>(change: (stored: Stored) => T): Promise<T> {
    const done = this.#last.then(async () => {
      const stored = structuredClone(this.#stored);
      const result = change(stored);
      await this.#storage.set(NAME, stored);
      this.#stored = stored;
      return result;
    });
    this.#last = done.catch(() => {});
    return done;
  }
}

/** The id that a client gave to an item. */
export function idOf({ body }: Item): string {
  return "reviewId" in body ? body.reviewId : "actionId" in body ? body.actionId : body.retractionId;
}
