import type { EngramClient, QueuedCard } from "../../../../typescript/src/index.ts";
import { hasTag } from "./pick.ts";

/** Which cards: all, or those of a deck or tag. */
export interface Filter {
  deckId?: string | undefined;
  tag?: string | undefined;
}

interface Deck {
  deckId: string;
  role: string;
}

const DAYS = 3;
const AGAIN_MILLIS = 15_000;
const STALE_MILLIS = 10 * 60_000;
const SOON_MILLIS = 60_000;
const SKEW_MILLIS = 5 * 60_000;

/** Reads what a session studies, and again where that has become old. */
export class Reader {
  isClockWrong = false;
  /** Decks in which the person may edit cards. */
  editable = new Set<string>();
  filter: Filter = {};
  #last = 0;
  #reading: Promise<void> | undefined;

  /**
   * @param begun called with the first cards of a long queue, where none were held before
   * @param done called after each reading, with its failure
   */
  constructor(readonly client: EngramClient, readonly begun: () => void, readonly done: (failure?: unknown) => void) {}

  get isStale(): boolean {
    return Date.now() - this.#last > STALE_MILLIS;
  }

  /** The queue: all of it, which is kept for the time without a network, then the part that was asked for. */
  read(): Promise<void> {
    this.#reading ??= this.#read().then(() => this.done(), this.done).finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #read(): Promise<void> {
    this.#last = Date.now();
    const { asOf } = await this.client.prefetch({ days: DAYS, html: true, begun: this.begun });
    this.isClockWrong = Math.abs(Date.parse(asOf) - this.#last) > SKEW_MILLIS;
    const { deckId, tag } = this.filter;
    if (deckId || tag) {
      await this.client.prefetch({ days: DAYS, html: true, keep: false, deckId, tag });
    }
  }

  /** Reads again where a card that comes soon lacks what the server alone knows, or one was taken back; but not often. */
  readSoon(shown: QueuedCard | undefined): void {
    const soon = Date.now() + SOON_MILLIS;
    const isLacking = () => this.client.study().some((card) => card.previews.length === 0 && Date.parse(card.dueAt ?? "") < soon);
    if (Date.now() - this.#last > AGAIN_MILLIS && ((shown && !this.has(shown)) || isLacking())) {
      void this.read();
    }
  }

  async readDecks(): Promise<void> {
    const { decks } = await this.client.http.json<{ decks: Deck[] }>("/decks", { query: { limit: 500 } }).catch(() => ({ decks: [] }));
    this.editable = new Set(decks.filter(({ role }) => role !== "VIEWER").map(({ deckId }) => deckId));
  }

  /** Whether a card is to be studied still. */
  has(shown: QueuedCard): boolean {
    return this.client.study().some(({ cardId }) => cardId === shown.cardId);
  }

  /** The same card with the intervals that were unknown when it came, or as its authors have changed it, unless its answer is open. */
  renewed(shown: QueuedCard, isOpen: boolean): QueuedCard {
    const now = this.client.study().find(({ cardId }) => cardId === shown.cardId);
    const isNews = now?.revision === shown.revision ? shown.previews.length === 0 && now.basedOn === shown.basedOn : !isOpen;
    return (isNews && now) || shown;
  }

  isWanted = (card: QueuedCard): boolean => {
    const { deckId, tag } = this.filter;
    return (!deckId || card.deckId === deckId) && (!tag || hasTag(card, tag));
  };
}
