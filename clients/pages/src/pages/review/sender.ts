import { RefusedError } from "../../../../typescript/src/http.ts";
import type { EngramClient, Item, Receipt, Rejected, Storage } from "../../../../typescript/src/index.ts";
import { idOf, Outbox } from "../../../../typescript/src/outbox.ts";
import { told } from "../../ui/session.ts";
import type { Slot } from "./slots.ts";

/** How sending goes: `waiting` for a network or a server that can be reached. */
export type Sending = { is: "well" | "waiting" | "signed-out" } | { is: "refused"; message: string };

/** Something that the server did not take, and how to forget it. */
export interface Refused extends Rejected {
  dismiss: () => Promise<void>;
}

const LONGEST_PAUSE_SECONDS = 30;
const TOLD = ["CONFLICT", "CLOCK_DOUBTFUL", "CARD_UNVERIFIED", "LATE"];

/** Sends what this tab has made, and what tabs that are gone have left, as soon and as often as it takes. */
export class Sender {
  state: Sending = { is: "well" };
  /** Flags of receipts that a person should know of, with their numbers. */
  flags = new Map<string, number>();
  readonly #client: EngramClient;
  readonly #adopted: { outbox: Outbox; slot: Slot }[] = [];
  readonly #changed: () => void;
  readonly #sent: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #seconds = 1;
  #sending: Promise<void> | undefined;
  #isClosed = false;

  constructor(client: EngramClient, changed: () => void, sent: () => void) {
    this.#client = client;
    this.#changed = changed;
    this.#sent = sent;
  }

  /** How many are kept here only. */
  get unsent(): number {
    return this.#outboxes.reduce((sum, { items }) => sum + items.length, 0);
  }

  get refused(): Refused[] {
    return this.#outboxes.flatMap((outbox) => outbox.rejected.map((one) => ({ ...one, dismiss: () => this.#dismiss(outbox, one) })));
  }

  get #outboxes(): Outbox[] {
    return [this.#client.outbox, ...this.#adopted.map(({ outbox }) => outbox)];
  }

  /** Sends from now on what is left in a storage; its slot is released when nothing is. @returns what is left */
  async adopt(slot: Slot, storage: Storage): Promise<readonly Item[]> {
    const outbox = await Outbox.open(storage);
    const { items } = outbox;
    this.#adopted.push({ outbox, slot });
    this.#releaseEmpty();
    return items;
  }

  /** Sends all; a call while it sends waits for the same end. */
  send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
      if (this.unsent > 0 && this.state.is === "well" && !this.#isClosed) {
        void this.send(); // what was made while the last answer was on its way
      }
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.unsent === 0 || this.#isClosed) {
      return;
    }
    this.#changed();
    try {
      const receipts = await this.#client.send();
      for (const { outbox } of [...this.#adopted]) {
        receipts.push(...(await outbox.send(this.#client.http)));
      }
      this.#tell(receipts);
      this.#releaseEmpty();
      this.reached();
      this.#sent();
    } catch (failure) {
      this.fail(failure);
    }
  }

  reached(): void {
    this.#seconds = 1;
    if (this.state.is !== "well") {
      this.state = { is: "well" };
      void this.send();
    }
    this.#changed();
  }

  fail(failure: unknown): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) {
      return;
    }
    const isFinal = failure instanceof RefusedError && failure.isFinal;
    if (isFinal && failure.status === 401) {
      this.state = { is: "signed-out" };
    } else {
      this.state = isFinal ? { is: "refused", message: told(failure).message } : { is: "waiting" };
      this.#seconds = isFinal ? LONGEST_PAUSE_SECONDS : Math.min(LONGEST_PAUSE_SECONDS, this.#seconds * 2);
      this.#timer = setTimeout(() => void this.send(), this.#seconds * (500 + Math.random() * 500));
    }
    this.#changed();
  }

  /** The person has read what the flags say. */
  forgetFlags(): void {
    this.flags.clear();
    this.#changed();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#adopted.splice(0).forEach(({ slot }) => slot.release());
  }

  #tell(receipts: Receipt[]): void {
    for (const flag of receipts.flatMap(({ flags }) => flags).filter((one) => TOLD.includes(one))) {
      this.flags.set(flag, (this.flags.get(flag) ?? 0) + 1);
    }
  }

  async #dismiss(outbox: Outbox, { item }: Rejected): Promise<void> {
    await outbox.dismiss(idOf(item));
    this.#releaseEmpty();
    this.#changed();
  }

  #releaseEmpty(): void {
    for (const one of this.#adopted.filter(({ outbox }) => outbox.items.length === 0 && outbox.rejected.length === 0)) {
      this.#adopted.splice(this.#adopted.indexOf(one), 1);
      one.slot.release();
    }
  }
}
