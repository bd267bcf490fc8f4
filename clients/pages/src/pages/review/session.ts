import { EngramClient } from "../../../../typescript/src/client.ts";
import type { CardActionKind, ChangedSchedule, Item, QueueDay, QueuedCard, Rating } from "../../../../typescript/src/index.ts";
import { factOf } from "../../../../typescript/src/queue.ts";
import { PersonSession } from "../../ui/session.ts";
import { pick, type Left } from "./pick.ts";
import { Reader, type Filter } from "./reader.ts";
import { Sender } from "./sender.ts";
import type { Trouble } from "./storage.ts";
import { Tabs } from "./tabs.ts";
import { Watch } from "./watch.ts";

/** What became of the card on the screen while it was there. */
export interface Elsewhere {
  where: "tab" | "device";
  at: string;
  rating?: Rating | undefined;
  /** Of an answer whose rating is not known here. */
  reviewId?: string | undefined;
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

const LOOK_MILLIS = 30_000;
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
  sender: Sender | undefined;
  reader: Reader | undefined;
  #client: EngramClient | undefined;
  #filter: Filter = {};
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
    document.addEventListener("visibilitychange", () => this.#watch.seen() && this.reader?.isStale && this.resume(), { signal });
    window.addEventListener("engram-reload", (event) => this.#holdReload(event), { signal });
    window.addEventListener("beforeunload", (event) => void (this.trouble && this.sender?.unsent && event.preventDefault()), { signal });
    void this.#start();
  }

  async #start(): Promise<void> {
    const storage = await this.#tabs.storage((trouble) => {
      this.trouble = trouble;
      this.#changed();
    });
    const client = await EngramClient.open({ gateway: "", session: new PersonSession(this.user), storage });
    if (this.#end.signal.aborted) {
      return;
    }
    const sender = new Sender(client, this.#changed, () => this.#sent());
    const reader = new Reader(client, this.#begin, (failure) => this.#wasRead(failure));
    reader.filter = this.#filter;
    [this.#client, this.sender, this.reader] = [client, sender, reader];
    await this.#tabs.adopt(sender, (item) => client.note(item));
    if (this.#end.signal.aborted) {
      return sender.close();
    }
    void sender.send();
    const isKept = client.study().length > 0;
    const reading = reader.read();
    await (isKept || reading);
    this.#begin();
    // what is kept may be old: a card that the server does not give any more goes, unless the person is at it
    void reading.then(() => this.card && !this.isOpen && !reader.has(this.card) && this.next());
    void reader.readDecks().then(this.#changed);
    this.#tabs.follow(client, (news) => this.#news(news), (failure) => sender.fail(failure));
  }

  close(): void {
    this.#end.abort();
    this.#tabs.close();
    this.sender?.close();
    clearTimeout(this.#timer);
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
    return !!(this.trouble || this.reader?.isClockWrong || sender?.refused.length || sender?.flags.size || !["well", "waiting", undefined].includes(sender?.state.is));
  }

  /** There are cards to show, or it is known that there are none. */
  #begin = (): void => {
    if (!this.isReady) {
      this.isReady = true;
      this.#pick();
    }
  };

  /** The page is shown. */
  enter(): void {
    this.#watch.seen(true);
    if (this.isReady && (this.sender?.state.is === "signed-out" || this.reader?.isStale)) {
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
      void this.reader?.read();
    }
  }

  filter(filter: Filter): void {
    if (filter.deckId !== this.#filter.deckId || filter.tag !== this.#filter.tag) {
      this.#filter = filter;
      this.card = undefined;
      if (this.reader) {
        this.reader.filter = filter;
        this.#client?.showAll(); // what is kept is there at once, also without a network
        this.#pick();
        void this.reader.read();
      }
    }
  }

  #wasRead(failure: unknown): void {
    failure ? this.sender?.fail(failure) : this.sender?.reached();
    this.card &&= this.reader?.renewed(this.card, this.isOpen);
    this.#pick();
  }

  /** What was refused was not done. */
  #sent(): void {
    const refused = new Set(this.sender?.refused.map(({ receipt }) => receipt.id));
    this.made = this.made.filter(({ id }) => !refused.has(id));
    this.#pick();
    this.reader?.readSoon(this.card);
  }

  /** Newer pages wait for the answer to a card that is open. */
  #holdReload(event: Event): void {
    if (this.#isBusy || (this.isOpen && this.card)) {
      event.preventDefault();
      this.#isReloadDue = true;
    }
  }

  /** Another tab has made something. */
  #heard(item: Item): void {
    this.#client?.note(item);
    const fact = factOf(item);
    if (item.body.cardId === this.card?.cardId) {
      this.elsewhere = fact && { where: "tab", at: fact.at, rating: fact.rating, isPutAside: fact.action !== undefined };
    }
    this.#pick();
  }

  /** The server has told what other devices have made. */
  #news(news: ChangedSchedule[]): void {
    const { card } = this;
    const state = card && news.find(({ cardId }) => cardId === card.cardId)?.state;
    if (state) {
      const id = state.lastReview !== card.basedOn ? state.lastReview : undefined;
      if (id !== undefined || state.suspended || state.buriedUntil) {
        this.elsewhere = { where: "device", at: (id && state.lastReviewAt) ?? new Date().toISOString(), reviewId: id, isPutAside: id === undefined };
      }
    }
    if (news.length > 0) {
      this.#pick();
      this.reader?.readSoon(this.elsewhere ? undefined : this.card);
    }
  }

  /** Counts what is left; shows the next card where none is on the screen, and comes back when one in the steps is due. */
  #pick(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    this.left = pick(this.#client?.study(new Date(now)) ?? [], now, this.reader?.isWanted);
    const { card, later } = this.left;
    if (!this.card && this.isReady && card) {
      this.show(card);
    } else if (!this.card && later) {
      this.#timer = setTimeout(() => (this.reader?.readSoon(undefined), this.#pick()), Math.min(LOOK_MILLIS, Math.max(200, later.at - now)));
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

  rate(rating: Rating): Promise<boolean> {
    const { millis } = this.#watch;
    return this.#make(this.card, async (client, card) => {
      const body = await client.answer(card, rating, millis);
      this.made.push({ id: body.reviewId, card, rating, millis });
      if (this.made.length === ANSWERS_BEFORE_PERSIST) {
        void navigator.storage?.persist?.();
      }
      return { kind: "reviews", body };
    });
  }

  putAside(action: CardActionKind): Promise<boolean> {
    return this.#make(this.card, async (client, card) => {
      const body = await client.act(card.cardId, action);
      this.made.push({ id: body.actionId, card, millis: 0 });
      return { kind: "actions", body };
    });
  }

  /** Takes the last answer or action back, sent or not; its card comes again at once. */
  undo(): Promise<boolean> {
    const last = this.made.at(-1);
    return this.#make(last?.card, async (client, card) => {
      const body = await client.retract(last?.id as string, card.cardId);
      this.made.pop();
      return { kind: "retractions", body };
    }, last?.card);
  }

  /** The item is kept before anything else is shown. Where it cannot be kept, it is sent before, as far as there is a network. @returns whether there was a card */
  async #make(card: QueuedCard | undefined, make: (client: EngramClient, card: QueuedCard) => Promise<Item>, next?: QueuedCard): Promise<boolean> {
    if (!card || !this.#client || this.#isBusy) {
      return false;
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
    next ? this.show(next) : (this.card = undefined);
    this.#pick();
    return true;
  }
}
