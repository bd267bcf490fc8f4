import type { Outbox } from "../../../typescript/src/outbox.ts";
import { storages } from "./storages.ts";

/** How the names begin under which a storage keeps what was read of the server, and can be read again. */
const READ = ["queue", "copy", "facts"];
const OUTBOX = "outbox";

/** How the names of a person's drafts in a tab begin; no username contains a slash. */
export function draftsOf(username: string): string {
  return `engram-draft-${username}/`;
}

/** After a sign-out: what a person has made and the server has not taken stays, everything else goes. */
export async function forgetRead(username: string): Promise<void> {
  await inEach(username, (values) => {
    READ.forEach((name) => values.delete(IDBKeyRange.bound(name, `${name}\uffff`)));
    const found = values.get(OUTBOX) as IDBRequest<Pick<Outbox, "items" | "rejected"> | undefined>;
    found.onsuccess = () => {
      if (found.result?.items.length === 0 && found.result.rejected.length === 0) {
        values.delete(OUTBOX);
      }
    };
  });
}

/** After an erasure: everything of a person in this browser goes, also what was not sent, and drafts in this tab. */
export async function forgetAll(username: string): Promise<void> {
  Object.keys(sessionStorage).filter((name) => name.startsWith(draftsOf(username))).forEach((name) => sessionStorage.removeItem(name));
  await inEach(username, (values) => values.clear()); // at once, also where another tab has the database open
  (await storages(username)).forEach((name) => indexedDB.deleteDatabase(name));
}

async function inEach(username: string, work: (values: IDBObjectStore) => void): Promise<void> {
  await Promise.all((await storages(username)).map((name) => new Promise<void>((done, failed) => {
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.transaction?.abort(); // there was none
    opening.onerror = () => done();
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction("values", "readwrite");
      transaction.oncomplete = () => (database.close(), done());
      transaction.onabort = () => (database.close(), failed(transaction.error));
      work(transaction.objectStore("values"));
    };
  })));
}
