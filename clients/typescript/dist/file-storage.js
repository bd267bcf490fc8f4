import { mkdir, open, readFile, rename } from "node:fs/promises";
/** For Node: a file for each value, in a folder that its owner alone can read. For one process at a time. */
export class FileStorage {
    #folder;
    constructor(folder) {
        this.#folder = folder;
    }
    async get(name) {
        try {
            return JSON.parse(await readFile(this.#file(name), "utf8"));
        }
        catch (failure) {
            if (failure.code === "ENOENT") {
                return undefined;
            }
            throw failure;
        }
    }
    /** Written beside the old file and renamed over it, so that one of both is always whole. */
    async set(name, value) {
        await mkdir(this.#folder, { recursive: true, mode: 0o700 });
        const draft = `${this.#file(name)}.draft`;
        const file = await open(draft, "w", 0o600);
        try {
            await file.writeFile(JSON.stringify(value));
            await file.sync();
        }
        finally {
            await file.close();
        }
        await rename(draft, this.#file(name));
    }
    #file(name) {
        return `${this.#folder}/${name}.json`;
    }
}
