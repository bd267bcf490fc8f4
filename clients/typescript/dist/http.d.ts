import type { Session } from "./session.js";
import type { Problem } from "./types.js";
/** A request that was refused. */
export declare class RefusedError extends Error {
    readonly status: number;
    readonly problem: Problem | undefined;
    /** Seconds after which the same request may be sent again; absent where it may not. */
    readonly retryAfter: number | undefined;
    constructor(status: number, problem?: Problem, retryAfter?: number);
    /** Whether asking again is of no use. */
    get isFinal(): boolean;
    static of(response: Response): Promise<RefusedError>;
}
export interface RequestOptions {
    method?: string;
    query?: Record<string, string | number | undefined>;
    body?: unknown;
    headers?: Record<string, string>;
    signal?: AbortSignal | undefined;
}
/** Sends requests of one session. */
export declare class Http {
    #private;
    constructor(gateway: string, session: Session, fetching: typeof fetch);
    /** @throws RefusedError; a failure of the network as `fetch` throws it */
    json<T>(path: string, options?: RequestOptions): Promise<T>;
    /** The answer to a request that was not refused. A token that has expired is replaced, once. */
    send(path: string, options?: RequestOptions): Promise<Response>;
}
