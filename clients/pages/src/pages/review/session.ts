import { CookieSession, EngramClient, factOf, type CardActionKind, type ChangedSchedule, type Item, type QueueDay, type QueuedCard, type Rating } from "../../../../typescript/src/index.ts";
import { http } from "../../ui/session.ts";
import { hasTag, pick, type Left } from "./pick.ts";
import { Sender } from "./sender.ts";
import type { Trouble } from "./storage.ts";
import { Tabs } from "./tabs.ts";
import { Watch } from "./watch.ts";

/** Which cards: all, or those of a deck or tag. */
export interface Filter {
  deckId?: string | undefined;
  tag?: string | undefined;
}

/** What became of the card on the screen while it was there. */
export interface Elsewhere {
  where: "tab" | "device";
  at: string;
  rating?: Rating | undefined;
  /** Suspended or buried there. */
  isPutAside?: boolean;
}

/** Something that can be taken back. */
export interface Made {
  id: string;
  card: QueuedCard;
  rating?: Rating;
  millis: number;
}

const DAYS = 3;
const STALE_MILLIS = 10 * 60_000;
const AGAIN_MILLIS = 15_000;
const SOON_MILLIS = 60_000;
const SKEW_MILLIS = 5 * 60_000;
const PATIENCE_MILLIS = 1_500;
const ANSWERS_BEFORE_PERSIST = 3;

/** One person who studies in this tab. It outlives the page, so that a look at another page, or a new sign-in, ends nothing. */
export class ReviewSession {
  made: Made[] = [];
  left: Left = { learning: 0, review: 0, new: 0 };
  card: QueuedCard | undefined;
  isOpen = false;
  elsewhere: Elsewhere | undefined;
  trouble: Trouble | undefined;
  isReady = false;
  isClockWrong = false;
  editable = new Set<string>();
  titles = new Map<string, string>();
  sender: Sender | undefined;
  #client: EngramClient | undefined;
  #filter: Filter = {};
  #lastRead = 0;
  #reading: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isBusy = false;
  #isReloadDue = false;
  readonly #watch = new Watch();
  readonly #listeners = new Set<() => void>();
  readonly #end = new AbortController();
  readonly #tabs: Tabs;

  constructor(readonly user: string) {
    const { signal } = this.#end;
    this.#tabs = new Tabs(user, (item) => this.#heard(item), (schedules) => this.#news(this.#client?.take(schedules) ?? []));
    window.addEventListener("online", () => this.resume(), { signal });
    document.addEventListener("visibilitychange", () => this.#watch.seen(!document.hidden) && Date.now() - this.#lastRead > STALE_MILLIS && this.resume(), { signal });
    window.addEventListener("engram-reload", (event) => this.#holdReload(event), { signal });
    window.addEventListener("beforeunload", (event) => void (this.trouble && this.sender?.unsent && event.preventDefault()), { signal });
    void this.#start();
  }

  /** @returns how to stop listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #changed = (): void => this.#listeners.forEach((listener) => listener());

  get days(): QueueDay[] {
    return this.#client?.read.days ?? [];
  }

  /** Whether the queue of today and the days to come has cards at all. */
  get hasCards(): boolean {
    return (this.#client?.read.cards.length ?? 0) > 0;
  }

  /** Whether there is something to tell of how answers are kept and sent. */
  get hasNotices(): boolean {
    const { sender } = this;
    return !!(this.trouble || this.isClockWrong || sender?.refused.length || sender?.flags.size || !["well", "waiting", undefined].includes(sender?.state.is));
  }

  async #start(): Promise<void> {
    const storage = await this.#tabs.storage((trouble) => {
      this.trouble = trouble;
      this.#changed();
    });
    const client = await EngramClient.open({ gateway: "", session: new CookieSession(), storage });
    const sender = new Sender(client, this.#changed, () => this.#sent());
    [this.#client, this.sender] = [client, sender];
    await this.#tabs.adopt(sender, (item) => client.note(item));
    void sender.send();
    const reading = this.refresh();
    const isKept = client.read.days.length > 0;
    await Promise.race([reading, ...(isKept ? [new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLIS))] : [])]);
    this.isReady = true;
    this.#pick();
    void this.#readDecks();
    this.#tabs.follow(client, (news) => this.#news(news), (failure) => sender.fail(failure));
  }

  /** Newer pages wait for the answer to a card that is open. */
  #holdReload(event: Event): void {
    if (this.#isBusy || (this.isOpen && this.card)) {
      event.preventDefault();
      this.#isReloadDue = true;
    }
  }

  /** The page is shown. */
  enter(): void {
    this.#watch.seen(!document.hidden);
    if (this.sender?.state.is === "signed-out" || (this.#lastRead > 0 && Date.now() - this.#lastRead > STALE_MILLIS)) {
      this.resume();
    }
  }

  /** Another page is shown. */
  leave(): void {
    this.#watch.seen(false);
  }

  /** There is a network again, or a new sign-in. */
  resume(): void {
    this.#tabs.resume();
    if (this.isReady) {
      void this.sender?.send();
      void this.refresh();
    }
  }

  close(): void {
    this.#end.abort();
    this.#tabs.close();
    this.sender?.close();
    clearTimeout(this.#timer);
  }

  filter(filter: Filter): void {
    if (filter.deckId !== this.#filter.deckId || filter.tag !== this.#filter.tag) {
      this.#filter = filter;
      this.card = undefined;
      if (this.isReady) {
        this.#pick();
        void this.refresh();
      }
    }
  }

  /** Reads the queue: all of it, which is kept for the time without a network, then the part that was asked for. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #read(): Promise<void> {
    const client = this.#client as EngramClient;
    this.#lastRead = Date.now();
    try {
      const { asOf } = await client.prefetch({ days: DAYS });
      this.isClockWrong = Math.abs(Date.parse(asOf) - this.#lastRead) > SKEW_MILLIS;
      const { deckId, tag } = this.#filter;
      if (deckId || tag) {
        await client.prefetch({ days: DAYS, keep: false, ...(deckId ? { deckId } : {}), ...(tag ? { tag } : {}) });
      }
      this.#renewCard();
      this.sender?.reached();
    } catch (failure) {
      this.sender?.fail(failure);
    }
    if (this.isReady) {
      this.#pick();
    }
  }

  /** The card on the screen gets the intervals that were unknown when it came. */
  #renewCard(): void {
    const { card } = this;
    if (card?.previews.length === 0) {
      this.card = this.#client?.study().find(({ cardId, basedOn }) => cardId === card.cardId && basedOn === card.basedOn) ?? card;
    }
  }

  /** What was refused was not done. */
  #sent(): void {
    const refused = new Set(this.sender?.refused.map(({ receipt }) => receipt.id));
    this.made = this.made.filter(({ id }) => !refused.has(id));
    this.#readSoon();
    this.#pick();
  }

  /** Reads again where a card that comes soon lacks what the server alone knows, or one was taken back; but not often. */
  #readSoon(): void {
    const soon = Date.now() + SOON_MILLIS;
    const cards = this.#client?.study() ?? [];
    const isLacking = cards.some((card) => card.previews.length === 0 && Date.parse(card.dueAt ?? "") < soon);
    if (Date.now() - this.#lastRead > AGAIN_MILLIS && (isLacking || (this.card && !cards.some(({ cardId }) => cardId === this.card?.cardId)))) {
      void this.refresh();
    }
  }

  async #readDecks(): Promise<void> {
    const { decks } = await http.json<{ decks: { deckId: string; title: string; role: string }[] }>("/decks", { query: { limit: 500 } }).catch(() => ({ decks: [] }));
    this.editable = new Set(decks.filter(({ role }) => role !== "VIEWER").map(({ deckId }) => deckId));
    this.titles = new Map(decks.map(({ deckId, title }) => [deckId, title]));
    this.#changed();
  }

  #heard(item: Item): void {
    this.#client?.note(item);
    const fact = factOf(item);
    if (item.body.cardId === this.card?.cardId) {
      this.elsewhere = fact && { where: "tab", at: fact.at, rating: fact.rating, isPutAside: fact.action !== undefined };
    }
    this.#pick();
  }

  #news(news: ChangedSchedule[]): void {
    const { card } = this;
    const state = card && news.find(({ cardId }) => cardId === card.cardId)?.state;
    if (state) {
      const id = state.lastReview !== card.basedOn ? state.lastReview : undefined;
      if (id !== undefined || state.suspended || state.buriedUntil) {
        this.elsewhere = { where: "device", at: (id && state.lastReviewAt) ?? new Date().toISOString(), isPutAside: id === undefined };
      }
      void (id && this.#askRating(card.cardId, id));
    }
    if (news.length > 0) {
      this.#pick();
      this.#readSoon();
    }
  }

  /** A schedule says that there was an answer, not which. */
  async #askRating(cardId: string, reviewId: string): Promise<void> {
    const { reviews } = await http.json<{ reviews: { reviewId: string; rating: Rating }[] }>("/reviews", { query: { cardId, limit: 1 } }).catch(() => ({ reviews: [] }));
    if (this.elsewhere && this.card?.cardId === cardId) {
      this.elsewhere = { ...this.elsewhere, rating: reviews.find((review) => review.reviewId === reviewId)?.rating };
      this.#changed();
    }
  }

  #isWanted = (card: QueuedCard): boolean => {
    const { deckId, tag } = this.#filter;
    return (!deckId || card.deckId === deckId) && (!tag || hasTag(card, tag));
  };

  /** Counts what is left; shows the next card where none is on the screen, and comes back when one in the steps is due. */
  #pick(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    this.left = pick(this.#client?.study(new Date(now)) ?? [], now, this.#isWanted);
    const { card, later } = this.left;
    if (!this.card && this.isReady && card) {
      this.show(card);
    } else if (!this.card && later) {
      this.#timer = setTimeout(() => (this.#readSoon(), this.#pick()), Math.min(SOON_MILLIS / 2, Math.max(200, later.at - now)));
    }
    this.#changed();
  }

  show(card: QueuedCard): void {
    this.card = card;
    this.isOpen = false;
    this.elsewhere = undefined;
    this.#watch.start();
    this.#changed();
  }

  open(): void {
    this.isOpen = this.card !== undefined;
    this.#changed();
  }

  /** Goes on without an answer, as where the card was answered elsewhere. */
  next(): void {
    this.card = undefined;
    this.#pick();
  }

  rate(rating: Rating): Promise<void> {
    const millis = this.#watch.millis;
    return this.#make(this.card, async (client, card) => {
      const body = await client.answer(card, rating, millis);
      this.made.push({ id: body.reviewId, card, rating, millis });
      if (this.made.length === ANSWERS_BEFORE_PERSIST) {
        void navigator.storage?.persist?.().catch(() => false);
      }
      return { kind: "reviews", body };
    });
  }

  putAside(action: CardActionKind): Promise<void> {
    return this.#make(this.card, async (client, card) => {
      const body = await client.act(card.cardId, action);
      this.made.push({ id: body.actionId, card, millis: 0 });
      return { kind: "actions", body };
    });
  }

  /** Takes the last answer or action back, sent or not; its card comes again at once. */
  async undo(): Promise<void> {
    const last = this.made.at(-1);
    await this.#make(last?.card, async (client, card) => {
      const body = await client.retract(last?.id as string, card.cardId);
      this.made.pop();
      return { kind: "retractions", body };
    }, last?.card);
  }

  /** The item is kept before anything else is shown. Where it cannot be kept, it is sent before, as far as there is a network. */
  async #make(card: QueuedCard | undefined, make: (client: EngramClient, card: QueuedCard) => Promise<Item>, next?: QueuedCard): Promise<void> {
    if (!card || !this.#client || this.#isBusy) {
      return;
    }
    this.#isBusy = true;
    try {
      this.#tabs.tell(await make(this.#client, card));
      const sending = this.sender?.send();
      if (this.trouble) {
        await sending;
      }
    } finally {
      this.#isBusy = false;
    }
    if (this.#isReloadDue) {
      location.reload();
    }
    this.card = undefined;
    if (next) {
      this.show(next);
    }
    this.#pick();
  }
}
