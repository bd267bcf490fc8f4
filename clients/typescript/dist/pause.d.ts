/** Waits, but not longer than until `signal` is aborted. */
export declare function pause(seconds: number, signal?: AbortSignal): Promise<void>;
