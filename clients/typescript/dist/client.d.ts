import type { Copy } from "./changes.js";
import { Http } from "./http.js";
import { Outbox, type Item } from "./outbox.js";
import { type Prefetched } from "./queue.js";
import type { Session } from "./session.js";
import type { Storage } from "./storage.js";
import type { Action, AnswerPreview, CardActionKind, ChangedSchedule, Changes, QueuedCard, Rating, Receipt, Retraction, Review } from "./types.js";
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
export interface PrefetchOptions {
    /** Study days after today, 0 to 30. */
    days?: number;
    deckId?: string | undefined;
    tag?: string | undefined;
    /** Called with the first cards where none were held before and more are on their way. */
    begun?: () => void;
    /** Whether the queue is there at the next start, too; else it is shown beside the one that is, until {@link EngramClient.showAll} or the next `prefetch`. */
    keep?: boolean;
    /** Whether each card comes also as HTML that may be shown: `questionHtml`, `answerHtml`. */
    html?: boolean;
}
/** A learner's client that can be used without a network: it answers from what it holds, and sends later. */
export declare class EngramClient {
    #private;
    readonly http: Http;
    readonly outbox: Outbox;
    private constructor();
    /** Asks the API nothing. */
    static open(options: ClientOptions): Promise<EngramClient>;
    /** Reads the queue of today and of days to come, and keeps it, where the storage has space. It contains what this client has sent. Of several calls each begins when the one before has ended. */
    prefetch(options?: PrefetchOptions): Promise<Prefetched>;
    /** Shows the queue that is kept again, with what has happened since; asks the network nothing. */
    showAll(): void;
    /** The queue as it was read, when and with which days; empty before the first {@link prefetch}. */
    get read(): Readonly<Prefetched>;
    /** The cards of the prefetched queue that are to be studied by `now`, in its order, without those that were answered. */
    study(now?: Date): QueuedCard[];
    /** Where an answer leads, as far as is known without asking. */
    preview(card: QueuedCard, rating: Rating): AnswerPreview | undefined;
    /** Keeps an answer; `send` sends it. */
    answer(card: QueuedCard, rating: Rating, durationMs?: number): Promise<Review>;
    /** Keeps an action. @param dueDay for SET_DUE, such as `2026-03-01` */
    act(cardId: string, action: CardActionKind, dueDay?: string): Promise<Action>;
    /** Takes a review or an action back, sent or not. @param target its id */
    retract(target: string, cardId: string): Promise<Retraction>;
    /** Takes into the queue what another client of the learner has made and sends itself, such as another tab. */
    note(item: Item): void;
    /** Takes into the queue what the server has told another client, such as another tab. @returns what was news */
    take(schedules: ChangedSchedule[]): ChangedSchedule[];
    /** Sends what waits; see {@link Outbox.send}. */
    send(patienceSeconds?: number): Promise<Receipt[]>;
    /** What this client holds of plan, decks, schedules and cards. */
    get copy(): Readonly<Copy>;
    /** Brings the copy up to date. */
    pull(): Promise<Readonly<Copy>>;
    /**
     * Keeps the copy up to date while changes happen, until `signal` is aborted. Connects again where the stream ends.
     *
     * @param changed gets as `news` the schedules that this client did not know from its own answers
     * @throws RefusedError where asking again is of no use, such as after a sign-out
     */
    follow(signal: AbortSignal, changed: (copy: Readonly<Copy>, page: Changes, news: ChangedSchedule[]) => void): Promise<void>;
}
