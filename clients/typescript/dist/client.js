import { Http } from "./http.js";
import { newId } from "./ids.js";
import { keepQueue, keptQueue } from "./kept.js";
import { Outbox, sending } from "./outbox.js";
import { factOf, Queue } from "./queue.js";
const FACTS = "facts";
const COPY = "copy";
const FIRST_CARDS = 200;
const MORE_CARDS = 500;
const COPY_PAUSE_MILLIS = 3_000;
const NOTED_MILLIS = 86_400_000;
/** An action that another tab has made is with the server by then, which knows better when it ends. */
const NOTED_ACTION_MILLIS = 120_000;
const feed = () => import("./feed.js");
/** A learner's client that can be used without a network: it answers from what it holds, and sends later. */
export class EngramClient {
    http;
    outbox;
    #storage;
    /** The queue that is kept. */
    #queue;
    /** Another one that is shown instead, such as that of a deck. */
    #part;
    #copy;
    /** What the queue in memory contains already, and the one in the storage does not. */
    #owed = [];
    /** What was told since a queue is being read, which may have been read before. */
    #told;
    #reading = Promise.resolve();
    #keepingFacts = Promise.resolve();
    #keepingCopy;
    constructor(http, storage, outbox, queue, copy) {
        this.http = http;
        this.#storage = storage;
        this.outbox = outbox;
        this.#queue = queue;
        this.#copy = copy;
    }
    /** Asks the API nothing. */
    static async open(options) {
        // before they are needed: a browser that has failed to load them without a network does not try again
        void Promise.allSettled([sending(), feed()]);
        const { gateway, session, storage } = options;
        const http = new Http(gateway, session, options.fetch ?? fetch.bind(globalThis));
        const outbox = await Outbox.open(storage, options.clientId);
        const facts = (await storage.get(FACTS)) ?? [];
        const read = await keptQueue(storage);
        const copy = (await storage.get(COPY)) ?? { decks: {}, schedules: {}, cards: {} };
        const queue = new Queue(read, [...facts, ...waiting(outbox)]);
        for (const { cardId, state } of read.cards) {
            const later = copy.schedules[cardId];
            if (later?.state !== undefined && Date.parse(later.state.lastReviewAt ?? "") > Date.parse(state.lastReviewAt ?? read.asOf)) {
                queue.take(later);
            }
        }
        return new EngramClient(http, storage, outbox, queue, copy);
    }
    /** Reads the queue of today and of days to come, and keeps it, where the storage has space. It contains what this client has sent. Of several calls each begins when the one before has ended. */
    prefetch(options = {}) {
        const reading = this.#reading.then(() => this.#prefetch(options)).finally(() => (this.#told = undefined));
        this.#reading = reading.catch(() => { });
        return reading;
    }
    async #prefetch(options) {
        this.#told = new Map();
        const { deckId, tag } = options;
        const query = { days: options.days ?? 3, deckId, tag, html: options.html === true ? "true" : undefined };
        const unsent = new Set(waiting(this.outbox).map(({ id }) => id));
        const before = new Set(this.#queue.facts.map(({ id }) => id));
        let page = await this.http.json("/queue", { query: { ...query, limit: FIRST_CARDS, after: this.outbox.position } });
        const read = { asOf: page.asOf, days: page.days, cards: page.cards };
        if (page.next !== undefined && this.#queue.read.cards.length === 0) {
            this.#queue = this.#queueOf({ ...read, cards: [...read.cards] });
            options.begun?.();
        }
        while (page.next !== undefined) {
            page = await this.http.json("/queue", { query: { ...query, limit: MORE_CARDS, cursor: page.next } });
            read.cards.push(...page.cards);
        }
        const isOpen = (fact) => unsent.has(fact.id) || !before.has(fact.id) || (fact.noted === true && Date.parse(fact.at) > Date.now() - (fact.action === undefined ? NOTED_MILLIS : NOTED_ACTION_MILLIS));
        if (options.keep === false) {
            this.#part = this.#queueOf(read);
            return read;
        }
        const { facts } = this.#queue;
        this.#owed.push(...facts.filter((fact) => !isOpen(fact)));
        this.#queue = this.#queueOf(read, facts.filter(isOpen)); // before it is kept, so that it gets what is made and told meanwhile
        if (await keepQueue(this.#storage, read)) {
            this.#owed = [];
        }
        this.#part = undefined;
        await this.#keepFacts();
        return read;
    }
    #queueOf(read, facts = this.#queue.facts) {
        const queue = new Queue(read, facts, this.#queue);
        this.#told?.forEach((schedule) => queue.take(schedule));
        return queue;
    }
    /** Shows the queue that is kept again, with what has happened since; asks the network nothing. */
    showAll() {
        this.#part = undefined;
    }
    get #shown() {
        return this.#part ?? this.#queue;
    }
    get #queues() {
        return this.#part === undefined ? [this.#queue] : [this.#queue, this.#part];
    }
    /** The queue as it was read, when and with which days; empty before the first {@link prefetch}. */
    get read() {
        return this.#shown.read;
    }
    /** The cards of the prefetched queue that are to be studied by `now`, in its order, without those that were answered. */
    study(now = new Date()) {
        return this.#shown.study(now);
    }
    /** Where an answer leads, as far as is known without asking. */
    preview(card, rating) {
        return card.previews.find((preview) => preview.rating === rating);
    }
    /** Keeps an answer; `send` sends it. */
    async answer(card, rating, durationMs) {
        const now = new Date();
        const { body } = await this.outbox.add((stamp) => ({
            kind: "reviews",
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
        this.#made({ kind: "reviews", body });
        return body;
    }
    /** Keeps an action. @param dueDay for SET_DUE, such as `2026-03-01` */
    async act(cardId, action, dueDay) {
        const { body } = await this.outbox.add((stamp) => ({
            kind: "actions",
            body: {
                actionId: newId(),
                cardId,
                action,
                ...(dueDay === undefined ? {} : { dueDay }),
                actedAt: new Date().toISOString(),
                ...stamp,
            },
        }));
        this.#made({ kind: "actions", body });
        return body;
    }
    /** Takes a review or an action back, sent or not. @param target its id */
    async retract(target, cardId) {
        const { body } = await this.outbox.add((stamp) => ({
            kind: "retractions",
            body: { retractionId: newId(), target, cardId, retractedAt: new Date().toISOString(), ...stamp },
        }));
        this.#made({ kind: "retractions", body });
        return body;
    }
    /** Takes into the queue what another client of the learner has made and sends itself, such as another tab. */
    note(item) {
        this.#made(item, true);
    }
    /** Takes into the queue what the server has told another client, such as another tab. @returns what was news */
    take(schedules) {
        schedules.forEach((schedule) => this.#told?.set(schedule.cardId, schedule));
        return schedules.filter((schedule) => this.#queues.map((queue) => queue.take(schedule)).includes(true));
    }
    /** Sends what waits; see {@link Outbox.send}. */
    async send(patienceSeconds) {
        await this.#keepingFacts; // from now on the outbox may forget the answer, and the queue alone knows of it
        const receipts = await this.outbox.send(this.http, patienceSeconds);
        const refused = receipts.filter(({ problem }) => problem !== undefined);
        refused.forEach(({ id }) => this.#remove(id)); // it counts for nothing, so its card is to be studied still
        if (refused.length > 0) {
            await this.#keepFacts();
        }
        return receipts;
    }
    /** What this client holds of plan, decks, schedules and cards. */
    get copy() {
        return this.#copy;
    }
    /** Brings the copy up to date. */
    async pull() {
        await (await feed()).pull(this.#fed(() => { }));
        await this.#storage.set(COPY, this.#copy);
        return this.#copy;
    }
    /**
     * Keeps the copy up to date while changes happen, until `signal` is aborted. Connects again where the stream ends.
     *
     * @param changed gets as `news` the schedules that this client did not know from its own answers
     * @throws RefusedError where asking again is of no use, such as after a sign-out
     */
    async follow(signal, changed) {
        await (await feed()).follow(this.#fed((page, news) => {
            this.#keepCopySoon();
            changed(this.#copy, page, news);
        }), signal);
    }
    /** @param changed gets each page, and those of its schedules that were news to the queue */
    #fed(changed) {
        const client = this;
        return {
            http: this.http,
            get copy() {
                return client.#copy;
            },
            outbox: this.outbox,
            took(copy, page) {
                client.#copy = copy;
                changed(page, client.take(page.schedules));
            },
        };
    }
    /** Not at each change, since a copy may be large: an older one that is found at a start only makes the next page longer. */
    #keepCopySoon() {
        this.#keepingCopy ??= setTimeout(() => {
            this.#keepingCopy = undefined;
            this.#storage.set(COPY, this.#copy).catch(() => { });
        }, COPY_PAUSE_MILLIS);
    }
    /** The item is in the outbox, which is read again at the next start: what follows from it need not be waited for. */
    #made(item, noted = false) {
        const fact = factOf(item);
        if (fact !== undefined) {
            this.#queues.forEach((queue) => queue.add(noted ? { ...fact, noted } : fact));
        }
        else if (item.kind === "retractions") {
            this.#remove(item.body.target);
        }
        void this.#keepFacts();
    }
    #remove(id) {
        this.#owed = this.#owed.filter((fact) => fact.id !== id);
        this.#queues.forEach((queue) => queue.remove(id));
    }
    /** Never fails: without the facts an answered card may come again after a restart, until the queue is read. */
    #keepFacts() {
        const facts = [...this.#owed, ...this.#queue.facts];
        this.#keepingFacts = this.#keepingFacts.then(async () => void (await this.#storage.set(FACTS, facts))).catch(() => { });
        return this.#keepingFacts;
    }
}
/** What waits in an outbox and was not taken back. */
function waiting(outbox) {
    const targets = new Set(outbox.items.flatMap((item) => (item.kind === "retractions" ? [item.body.target] : [])));
    return outbox.items.flatMap((item) => factOf(item) ?? []).filter(({ id }) => !targets.has(id));
}
/** Such as `+02:00`: what the clock on the wall shows. */
function utcOffset(at) {
    const minutes = -at.getTimezoneOffset();
    const two = (part) => String(Math.trunc(part)).padStart(2, "0");
    return `${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}
