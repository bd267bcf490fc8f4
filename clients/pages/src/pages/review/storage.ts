import { IndexedDbStorage, MemoryStorage, type Storage } from "../../../../typescript/src/storage.ts";

/** Why answers are not kept on this device: there is no database (private windows of some browsers), or no space. */
export type Trouble = "no-database" | "full";

/** Keeps values in a database as long as that is possible, else in memory; says at once when it changes. */
export class CarefulStorage implements Storage {
  readonly #database: Storage | undefined;
  readonly #memory = new MemoryStorage();
  /** Values that are newer in memory than in the database. */
  readonly #unkept = new Set<string>();
  #trouble: Trouble | undefined;
  /** What could not be read may still be there, and must not be replaced by less. */
  #isUnreadable = false;

  /** @param database `undefined` where the browser has none */
  constructor(database: Storage | undefined, readonly told: (trouble: Trouble | undefined) => void) {
    this.#database = database;
    this.#tell(database ? undefined : "no-database");
  }

  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  async get(name: string): Promise<unknown> {
    if (this.#database && !this.#unkept.has(name)) {
      try {
        return await this.#database.get(name);
      } catch {
        this.#isUnreadable = true;
        this.#tell("no-database");
      }
    }
    return this.#memory.get(name);
  }

  async set(name: string, value: unknown): Promise<void> {
    try {
      if (!this.#database || this.#isUnreadable) {
        throw new Error("no database");
      }
      await this.#database.set(name, value);
      this.#unkept.delete(name);
      if (this.#unkept.size === 0) {
        this.#tell(undefined);
      }
    } catch (failure) {
      await this.#memory.set(name, value);
      this.#unkept.add(name);
      // what can be read again from the server may be missing; what the person has made may not
      if (name === "outbox") {
        this.#tell((failure as { name?: string } | null)?.name === "QuotaExceededError" ? "full" : "no-database");
      }
    }
  }

  #tell(trouble: Trouble | undefined): void {
    if (this.#trouble !== trouble) {
      this.#trouble = trouble;
      this.told(trouble);
    }
  }
}

export function database(name: string): Storage | undefined {
  return typeof indexedDB === "undefined" ? undefined : new IndexedDbStorage(name);
}
