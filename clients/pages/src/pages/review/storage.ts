import { IndexedDbStorage, type Storage } from "../../../../typescript/src/storage.ts";

/** Why answers are not kept on this device: there is no database (private windows of some browsers), or no space. */
export type Trouble = "no-database" | "full";

const OUTBOX = "outbox";

/** Keeps values in a database as long as that is possible, else the outbox in memory; says at once when it changes. */
export class CarefulStorage implements Storage {
  readonly #database: Storage | undefined;
  /** The outbox, where it is newer than in the database: what can be read again from the server may be missing, what the person has made may not. */
  #unkept: unknown;
  #trouble: Trouble | undefined;
  /** What could not be read may still be there, and must not be replaced by less. */
  #isUnreadable = false;

  /**
   * @param database `undefined` where the browser has none
   * @param isSignedIn whether the person still is: what was read is forgotten at a sign-out, and must not come again
   */
  constructor(database: Storage | undefined, readonly told: (trouble: Trouble | undefined) => void, readonly isSignedIn = () => true) {
    this.#database = database;
    this.#tell(database ? undefined : "no-database");
  }

  async get(name: string): Promise<unknown> {
    if (name === OUTBOX && this.#unkept) {
      return this.#unkept;
    }
    try {
      return await this.#database?.get(name);
    } catch {
      this.#isUnreadable = true;
      this.#tell("no-database");
      return undefined;
    }
  }

  async set(name: string, value: unknown): Promise<boolean> {
    const isOutbox = name === OUTBOX;
    try {
      if (!this.#database || this.#isUnreadable || !(isOutbox || this.isSignedIn())) {
        throw new Error("no database");
      }
      await this.#database.set(name, value);
      if (isOutbox) {
        this.#unkept = undefined;
        this.#tell(undefined);
      }
      return true;
    } catch (failure) {
      if (isOutbox) {
        this.#unkept = value;
        this.#tell((failure as { name?: string } | null)?.name === "QuotaExceededError" ? "full" : "no-database");
      }
      return false;
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
