import { mkdir, open, readFile, rename } from "node:fs/promises";
import type { Storage } from "./storage.js";

/** For Node: a file for each value, in a folder that its owner alone can read. For one process at a time. */
export class FileStorage implements Storage {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(name: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.#file(name), "utf8"));
    } catch (failure) {
      if ((failure as { code?: string }).code === "ENOENT") {
        return undefined;
      }
      throw failure;
    }
  }

  /** Written beside the old file and renamed over it, so that one of both is always whole. */
  async set(name: string, value: unknown): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const draft = `${this.#file(name)}.draft`;
    const file = await open(draft, "w", 0o600);
    try {
      await file.writeFile(JSON.stringify(value));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.#file(name));
  }

  #file(name: string): string {
    return `${this.#folder}/${name}.json`;
  }
}
