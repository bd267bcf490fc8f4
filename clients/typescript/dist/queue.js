import { idOf } from "./outbox.js";
/** @returns `undefined` of a retraction */
export function factOf(item) {
    switch (item.kind) {
        case "reviews":
            return { id: idOf(item), cardId: item.body.cardId, at: item.body.reviewedAt, rating: item.body.rating };
        case "actions":
            return { id: idOf(item), cardId: item.body.cardId, at: item.body.actedAt, action: item.body.action };
        case "retractions":
            return undefined;
    }
}
const DAY_MILLIS = 86_400_000;
/** A queue as it was read, and what has happened to its cards since. No clock, no storage. */
export class Queue {
    read;
    #cards;
    #schedules = new Map();
    /** Cards that are no longer as they were read; `undefined` of one that has left. */
    #changed = new Map();
    #gone;
    #facts = [];
    /** @param before the queue that was read before, which knows what was taken back */
    constructor(read, facts = [], before) {
        this.read = read;
        this.#gone = before === undefined ? new Set() : before.#gone;
        this.#cards = new Map(read.cards.map((card) => [card.cardId, card]));
        for (const fact of facts) {
            this.add(fact);
        }
    }
    get facts() {
        return this.#facts;
    }
    add(fact) {
        if (!this.#facts.some(({ id }) => id === fact.id)) {
            this.#facts.push(fact);
            this.#fold(fact.cardId);
        }
    }
    /** Of what was taken back or refused: the card stands where it stood. */
    remove(id) {
        this.#gone.add(id);
        const gone = this.#facts.find((fact) => fact.id === id);
        if (gone !== undefined) {
            this.#facts = this.#facts.filter((fact) => fact !== gone);
            this.#fold(gone.cardId);
        }
    }
    /** What the server says of a card now. @returns whether it is news to this queue */
    take({ cardId, state }) {
        const before = this.#cards.get(cardId)?.state;
        const told = this.#schedules.get(cardId) ?? before;
        const isNews = state !== undefined &&
            before !== undefined &&
            (millis(state.lastReviewAt) > millis(before.lastReviewAt) || state.suspended !== told?.suspended || state.buriedUntil !== told.buriedUntil) &&
            !this.#gone.has(state.lastReview ?? "") && // told late, of an answer that was taken back meanwhile
            !this.#facts.some((fact) => fact.id === state.lastReview || (fact.cardId === cardId && fact.action !== undefined));
        if (isNews) {
            this.#schedules.set(cardId, state);
            this.#fold(cardId);
        }
        return isNews;
    }
    /** The cards to be studied by `now`: first those that are as they were read, then those that come again. */
    study(now) {
        const today = this.read.days.filter((day) => new Date(day.from) <= now).at(-1)?.day;
        const isBy = (card) => card !== undefined && (today === undefined || card.day <= today);
        return [
            ...this.read.cards.filter((card) => !this.#changed.has(card.cardId) && isBy(card)),
            ...[...this.#changed.values()].filter(isBy),
        ];
    }
    #fold(cardId) {
        const read = this.#cards.get(cardId);
        if (read === undefined) {
            return;
        }
        const told = this.#schedules.get(cardId);
        let card = told === undefined ? read : this.#withState(read, told);
        for (const fact of this.#facts) {
            if (fact.cardId === cardId && card !== undefined) {
                card = this.#after(card, fact, read);
            }
        }
        this.#changed.delete(cardId); // so that one that comes again stands at the end
        if (card !== read) {
            this.#changed.set(cardId, card);
        }
    }
    /** Gives the card the state that the preview of its answer says; one in no step leaves the queue. */
    #after(card, fact, read) {
        if (fact.rating === undefined) {
            return fact.action === "SUSPEND" || fact.action === "BURY" ? undefined : card;
        }
        if (fact.id === card.basedOn || millis(fact.at) <= millis(card.state.lastReviewAt)) {
            return card;
        }
        // of a second answer the server alone knows where it leads; AGAIN leads where it led before
        const previews = card.previews.length === 0 && fact.rating === "AGAIN" ? read.previews : card.previews;
        const preview = previews.find(({ rating }) => rating === fact.rating);
        if (preview === undefined || preview.phase === "REVIEW") {
            return undefined;
        }
        const from = this.read.days.find((day) => day.day === read.day)?.from ?? this.read.asOf;
        const dueAt = new Date(millis(fact.at) + millis(preview.dueAt) - millis(from)).toISOString();
        const { phase, step, stabilityDays, difficulty } = preview;
        const state = { ...card.state, phase, step, stabilityDays, difficulty, dueAt, lastReview: fact.id, lastReviewAt: fact.at, reviews: card.state.reviews + 1 };
        return { ...card, kind: "LEARNING", state, dueAt, basedOn: fact.id, previews: [] };
    }
    #withState(card, state) {
        const due = millis(state.dueAt);
        const day = this.read.days.filter(({ from }) => millis(from) <= due).at(-1) ?? this.read.days[0];
        if (state.suspended || state.buriedUntil !== undefined || (day !== undefined && due >= millis(day.from) + DAY_MILLIS)) {
            return undefined;
        }
        return {
            ...card,
            kind: state.phase === "REVIEW" ? "REVIEW" : "LEARNING",
            day: day?.day ?? card.day,
            state,
            previews: [],
            ...(state.dueAt === undefined ? {} : { dueAt: state.dueAt }),
            ...(state.lastReview === undefined ? {} : { basedOn: state.lastReview }),
        };
    }
}
function millis(at) {
    return Date.parse(at ?? "") || 0;
}
