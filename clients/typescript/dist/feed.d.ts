import { type Copy } from "./changes.js";
import { type Http } from "./http.js";
import type { Changes } from "./types.js";
/** What a client brings up to date. */
export interface Fed {
    readonly http: Http;
    readonly copy: Copy;
    /** Its position is that of the last write, which answers are to contain. */
    readonly outbox: {
        readonly position: string | undefined;
    };
    /** Gets the copy with a page, and the page. */
    took(copy: Copy, page: Changes): void;
}
/** Reads pages until there are no more. */
export declare function pull(fed: Fed): Promise<void>;
/** Reads pages as they come, until `signal` is aborted. Connects again where the stream ends. @throws RefusedError where asking again is of no use */
export declare function follow(fed: Fed, signal: AbortSignal): Promise<void>;
