import type { Storage } from "./storage.js";
/** For Node: a file for each value, in a folder that its owner alone can read. For one process at a time. */
export declare class FileStorage implements Storage {
    #private;
    constructor(folder: string);
    get(name: string): Promise<unknown>;
    /** Written beside the old file and renamed over it, so that one of both is always whole. */
    set(name: string, value: unknown): Promise<void>;
}
