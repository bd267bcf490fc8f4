/** Keeps everything until the process ends: for tests, and for pages that send each answer at once. */
export class MemoryStorage {
    #values = new Map();
    async get(name) {
        const text = this.#values.get(name);
        return text === undefined ? undefined : JSON.parse(text);
    }
    async set(name, value) {
        this.#values.set(name, JSON.stringify(value));
    }
}
/** For browsers. One database for each learner, so that people who share a browser do not share an outbox. */
export class IndexedDbStorage {
    #database;
    /** @param name such as `engram-` and the name of the learner */
    constructor(name) {
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => request.result.createObjectStore("values");
        this.#database = answerTo(request).then((database) => {
            database.onversionchange = () => database.close(); // somebody deletes it
            return database;
        });
    }
    async get(name) {
        return answerTo((await this.#database).transaction("values").objectStore("values").get(name));
    }
    async set(name, value) {
        const transaction = (await this.#database).transaction("values", "readwrite", { durability: "strict" });
        return new Promise((resolve, reject) => {
            transaction.oncomplete = () => resolve();
            transaction.onabort = () => reject(transaction.error);
            transaction.objectStore("values").put(value, name);
        });
    }
}
function answerTo(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}
