import type { ChangedCard, ChangedDeck, Changes, ChangedSchedule, StudyPlan } from "./types.js";
/** What a client holds of the server's state; by id. */
export interface Copy {
    /** Where the next page goes on; absent before the first. */
    cursor?: string;
    plan?: StudyPlan;
    decks: Record<string, ChangedDeck>;
    schedules: Record<string, ChangedSchedule>;
    cards: Record<string, ChangedCard>;
}
/** The copy with a page: changes it in place, except where the page says that it begins anew. */
export declare function apply(copy: Copy, page: Changes): Copy;
/** One event of a stream of server-sent events. */
export interface ServerSentEvent {
    type: string;
    id: string | undefined;
    data: string;
}
/** The events of a body, as the HTML standard reads them; comments are left out. */
export declare function serverSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent>;
