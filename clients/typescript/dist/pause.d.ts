/** Gives the browser back, so that what a person does comes before the next piece of work. Without a timer, which browsers hold back in hidden tabs. */
export declare function turn(): Promise<void>;
/** Waits, but not longer than until `signal` is aborted. */
export declare function pause(seconds: number, signal?: AbortSignal): Promise<void>;
