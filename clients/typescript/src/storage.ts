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
export class MemoryStorage implements Storage {
  readonly #values = new Map<string, string>();

  async get(name: string): Promise<unknown> {
    const text = this.#values.get(name);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async set(name: string, value: unknown): Promise<void> {
    this.#values.set(name, JSON.stringify(value));
  }
}

/** For browsers. One database for each learner, so that people who share a browser do not share an outbox. */
export class IndexedDbStorage implements Storage {
  readonly #database: Promise<IDBDatabase>;

  /** @param name such as `engram-` and the name of the learner */
  constructor(name: string) {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("values");
    this.#database = answerTo(request).then((database) => {
      database.onversionchange = () => database.close(); // somebody deletes it
      return database;
    });
  }

  async get(name: string): Promise<unknown> {
    return answerTo((await this.#database).transaction("values").objectStore("values").get(name));
  }

  async set(name: string, value: unknown): Promise<void> {
    const transaction = (await this.#database).transaction("values", "readwrite", { durability: "strict" });
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      transaction.objectStore("values").put(value, name);
    });
  }
}

function answerTo<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
