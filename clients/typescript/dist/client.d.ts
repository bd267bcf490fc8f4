import { type Copy } from "./changes.js";
import { Http } from "./http.js";
import { Outbox } from "./outbox.js";
import type { Session } from "./session.js";
import type { Storage } from "./storage.js";
import type { Action, AnswerPreview, CardActionKind, Changes, QueueDay, QueuedCard, Rating, Receipt, Retraction, Review } from "./types.js";
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
/** A learner's client that can be used without a network: it answers from what it holds, and sends later. */
export declare class EngramClient {
    #private;
    readonly http: Http;
    readonly outbox: Outbox;
    private constructor();
    /** Asks the network nothing. */
    static open(options: ClientOptions): Promise<EngramClient>;
    /** Reads the queue of today and of days to come, and keeps it. It contains what this client has sent. */
    prefetch(options?: PrefetchOptions): Promise<Prefetched>;
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
    /** Sends what waits; see {@link Outbox.send}. */
    send(patienceSeconds?: number): Promise<Receipt[]>;
    /** What this client holds of plan, decks, schedules and cards. */
    get copy(): Readonly<Copy>;
    /** Brings the copy up to date. */
    pull(): Promise<Readonly<Copy>>;
    /**
     * Keeps the copy up to date while changes happen, until `signal` is aborted. Connects again where the stream ends.
     *
     * @throws RefusedError where asking again is of no use, such as after a sign-out
     */
    follow(signal: AbortSignal, changed: (copy: Readonly<Copy>, page: Changes) => void): Promise<void>;
}
