import { apply, NOTHING, serverSentEvents, type Copy } from "./changes.js";
import { Http, pause, RefusedError } from "./http.js";
import { newId } from "./ids.js";
import { Outbox } from "./outbox.js";
import type { Session } from "./session.js";
import type { Storage } from "./storage.js";
import type {
  Action,
  AnswerPreview,
  CardActionKind,
  Changes,
  QueueDay,
  QueuedCard,
  QueuePage,
  Rating,
  Receipt,
  Retraction,
  Review,
} from "./types.js";

export interface ClientOptions {
  /** Such as `https://learn.example.org`; for a page of the gateway an empty text. */
  gateway: string;
  session: Session;
  /** One for each learner; used by one client at a time. */
  storage: Storage;
  /** Name of this installation, such as `phone-1`; without one it is made at the first start and kept. */
  clientId?: string;
  fetch?: typeof fetch;
}

/** Cards to study, kept for the time without a network. */
export interface Prefetched {
  asOf: string;
  days: QueueDay[];
  cards: QueuedCard[];
}

export interface PrefetchOptions {
  /** Study days after today, 0 to 30. */
  days?: number;
  deckId?: string;
  tag?: string;
}

const QUEUE = "queue";
const COPY = "copy";
const LONGEST_PAUSE_SECONDS = 30;

/** What a refusal of a cursor names; some proxies answer 400 without saying why. */
const CURSOR_FIELDS = ["since", "Last-Event-ID", undefined];

/** A learner's client that can be used without a network: it answers from what it holds, and sends later. */
export class EngramClient {
  readonly http: Http;
  readonly outbox: Outbox;
  readonly #storage: Storage;
  #queue: Prefetched | undefined;
  #copy: Copy;

  private constructor(http: Http, storage: Storage, outbox: Outbox, queue: Prefetched | undefined, copy: Copy) {
    this.http = http;
    this.#storage = storage;
    this.outbox = outbox;
    this.#queue = queue;
    this.#copy = copy;
  }

  /** Asks the network nothing. */
  static async open(options: ClientOptions): Promise<EngramClient> {
    const { gateway, session, storage } = options;
    const http = new Http(gateway, session, options.fetch ?? fetch.bind(globalThis));
    return new EngramClient(
      http,
      storage,
      await Outbox.open(storage, options.clientId),
      (await storage.get(QUEUE)) as Prefetched | undefined,
      ((await storage.get(COPY)) as Copy | undefined) ?? structuredClone(NOTHING),
    );
  }

  /** Reads the queue of today and of days to come, and keeps it. It contains what this client has sent. */
  async prefetch(options: PrefetchOptions = {}): Promise<Prefetched> {
    const query = { days: options.days ?? 3, deckId: options.deckId, tag: options.tag, limit: 200 };
    let page = await this.http.json<QueuePage>("/queue", { query: { ...query, after: this.outbox.position } });
    const queue: Prefetched = { asOf: page.asOf, days: page.days, cards: page.cards };
    while (page.next !== undefined) {
      page = await this.http.json<QueuePage>("/queue", { query: { ...query, cursor: page.next } });
      queue.cards.push(...page.cards);
    }
    await this.#keep(queue);
    for (const item of this.outbox.items) {
      if (item.kind === "reviews") {
        await this.#foresee(item.body);
      }
    }
    return this.#queue ?? queue;
  }

  /** The cards of the prefetched queue that are to be studied by `now`, in its order, without those that were answered. */
  study(now = new Date()): QueuedCard[] {
    const today = this.#queue?.days.filter((day) => Date.parse(day.from) <= now.getTime()).at(-1)?.day;
    const cards = this.#queue?.cards ?? [];
    return cards.filter((card) => today === undefined || card.day <= today);
  }

  /** Where an answer leads, as far as is known without asking. */
  preview(card: QueuedCard, rating: Rating): AnswerPreview | undefined {
    return card.previews.find((preview) => preview.rating === rating);
  }

  /** Keeps an answer; `send` sends it. */
  async answer(card: QueuedCard, rating: Rating, durationMs?: number): Promise<Review> {
    const now = new Date();
    const { body } = await this.outbox.add((stamp) => ({
      kind: "reviews" as const,
      body: {
        reviewId: newId(),
        cardId: card.cardId,
        rating,
        reviewedAt: now.toISOString(),
        utcOffset: utcOffset(now),
        ...stamp,
        cardRevision: card.revision,
        ...(durationMs === undefined ? {} : { durationMs: Math.round(durationMs) }),
        ...(card.dueAt === undefined ? {} : { dueAt: card.dueAt }),
        ...(card.basedOn === undefined ? {} : { basedOn: card.basedOn }),
      },
    }));
    await this.#foresee(body);
    return body;
  }

  /** Keeps an action. @param dueDay for SET_DUE, such as `2026-03-01` */
  async act(cardId: string, action: CardActionKind, dueDay?: string): Promise<Action> {
    const { body } = await this.outbox.add((stamp) => ({
      kind: "actions" as const,
      body: {
        actionId: newId(),
        cardId,
        action,
        ...(dueDay === undefined ? {} : { dueDay }),
        actedAt: new Date().toISOString(),
        ...stamp,
      },
    }));
    return body;
  }

  /** Takes a review or an action back, sent or not. @param target its id */
  async retract(target: string, cardId: string): Promise<Retraction> {
    const { body } = await this.outbox.add((stamp) => ({
      kind: "retractions" as const,
      body: { retractionId: newId(), target, cardId, retractedAt: new Date().toISOString(), ...stamp },
    }));
    return body;
  }

  /** Sends what waits; see {@link Outbox.send}. */
  send(patienceSeconds?: number): Promise<Receipt[]> {
    return this.outbox.send(this.http, patienceSeconds);
  }

  /** What this client holds of plan, decks, schedules and cards. */
  get copy(): Readonly<Copy> {
    return this.#copy;
  }

  /** Brings the copy up to date. */
  async pull(): Promise<Readonly<Copy>> {
    let more = true;
    let hasBegunAnew = false;
    while (more) {
      const query = { since: this.#copy.cursor, after: this.outbox.position };
      try {
        const page = await this.http.json<Changes>("/changes", { query });
        this.#copy = apply(this.#copy, page);
        more = page.more;
      } catch (failure) {
        if (hasBegunAnew || !this.#dropsCursor(failure)) {
          throw failure;
        }
        hasBegunAnew = true;
      }
    }
    await this.#storage.set(COPY, this.#copy);
    return this.#copy;
  }

  /**
   * Keeps the copy up to date while changes happen, until `signal` is aborted. Connects again where the stream ends.
   *
   * @throws RefusedError where asking again is of no use, such as after a sign-out
   */
  async follow(signal: AbortSignal, changed: (copy: Readonly<Copy>, page: Changes) => void): Promise<void> {
    let seconds = 1;
    while (!signal.aborted) {
      try {
        const response = await this.http.send("/changes/stream", { headers: this.#streamHeaders(), signal });
        seconds = 1;
        for await (const event of serverSentEvents(response.body ?? new ReadableStream())) {
          if (event.type === "change") {
            const page = JSON.parse(event.data) as Changes;
            this.#copy = apply(this.#copy, page);
            await this.#storage.set(COPY, this.#copy);
            changed(this.#copy, page);
          }
        }
      } catch (failure) {
        if (signal.aborted) {
          return;
        }
        const isFinal = failure instanceof RefusedError && failure.retryAfter === undefined && failure.status < 500;
        if (isFinal && !this.#dropsCursor(failure)) {
          throw failure;
        }
        seconds = Math.min(LONGEST_PAUSE_SECONDS, (failure as RefusedError).retryAfter ?? seconds * 2);
      }
      await pause(seconds * (0.5 + Math.random() / 2), signal);
    }
  }

  /** Without its cursor the copy begins anew: the next page drops what is held. @returns whether the cursor was refused */
  #dropsCursor(failure: unknown): boolean {
    const isRefused = failure instanceof RefusedError && failure.status === 400 && this.#copy.cursor !== undefined;
    if (!isRefused || !CURSOR_FIELDS.includes(failure.problem?.field)) {
      return false;
    }
    delete this.#copy.cursor;
    return true;
  }

  #streamHeaders(): Record<string, string> {
    const cursor = this.#copy.cursor;
    return { Accept: "text/event-stream", ...(cursor === undefined ? {} : { "Last-Event-ID": cursor }) };
  }

  /** Gives the card in the kept queue the state that the preview of its answer says; one in no step leaves the queue. */
  async #foresee(review: Review): Promise<void> {
    const queue = this.#queue;
    const card = queue?.cards.find((queued) => queued.cardId === review.cardId);
    if (queue === undefined || card === undefined || card.basedOn === review.reviewId) {
      return;
    }
    const preview = this.preview(card, review.rating);
    const others = queue.cards.filter((queued) => queued !== card);
    if (preview === undefined || preview.phase === "REVIEW") {
      await this.#keep({ ...queue, cards: others });
      return;
    }
    const delay = Date.parse(preview.dueAt) - Date.parse(queue.days.find((day) => day.day === card.day)?.from ?? queue.asOf);
    const { phase, step, stabilityDays, difficulty } = preview;
    const again: QueuedCard = {
      ...card,
      kind: "LEARNING",
      state: { ...card.state, phase, step, stabilityDays, difficulty, lastReview: review.reviewId, reviews: card.state.reviews + 1 },
      dueAt: new Date(Date.parse(review.reviewedAt) + delay).toISOString(),
      basedOn: review.reviewId,
      previews: [], // of the answer after this one the server alone knows
    };
    await this.#keep({ ...queue, cards: [...others, again] });
  }

  async #keep(queue: Prefetched): Promise<void> {
    await this.#storage.set(QUEUE, queue);
    this.#queue = queue;
  }
}

/** Such as `+02:00`: what the clock on the wall shows. */
function utcOffset(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const two = (part: number) => String(Math.trunc(part)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}
