/**
 * Where a client keeps its outbox and its copies: named JSON values. A value that has been set must be there after the promise
 * is fulfilled, also when the process is killed then.
 */
export interface Storage {
    get(name: string): Promise<unknown>;
    /** @returns `false` where the value is not kept beyond this process, and the one before is; a storage may reject instead */
    set(name: string, value: unknown): Promise<void | boolean>;
}
/** Keeps everything until the process ends: for tests, and for pages that send each answer at once. */
export declare class MemoryStorage implements Storage {
    #private;
    get(name: string): Promise<unknown>;
    set(name: string, value: unknown): Promise<void>;
}
/** For browsers. One database for each learner, so that people who share a browser do not share an outbox. */
export declare class IndexedDbStorage implements Storage {
    #private;
    /** @param name such as `engram-` and the name of the learner */
    constructor(name: string);
    get(name: string): Promise<unknown>;
    set(name: string, value: unknown): Promise<void>;
}
