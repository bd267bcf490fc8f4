import { slotName } from "../../ui/storages.ts";

/** The part of Web Locks that is used here. */
export interface Locks {
  request(name: string, options: { ifAvailable: true }, held: (lock: unknown) => Promise<void> | undefined): Promise<unknown>;
}

/** A numbered place for the storage of one tab, such as `engram-ada-0`; nobody else has it until it is released. */
export interface Slot {
  name: string;
  release: () => void;
}

const MOST = 64;

/** @returns `undefined` where another tab has it */
export async function take(locks: Locks, name: string): Promise<Slot | undefined> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(undefined);
          return undefined;
        }
        return new Promise<void>((release) => resolve({ name, release }));
      })
      .catch(reject);
  });
}

/** The first free slot of a person, so that a single tab always finds what it has kept. */
export async function takeFirst(locks: Locks, user: string): Promise<Slot | undefined> {
  for (let number = 0; number < MOST; number += 1) {
    const slot = await take(locks, slotName(user, number));
    if (slot) {
      return slot;
    }
  }
  return undefined;
}

/** Slots with a storage whose tab is gone; the caller has them until it releases them. @param names of storages of one person */
export async function takeOrphans(locks: Locks, names: string[]): Promise<Slot[]> {
  const taken = await Promise.all(names.map((name) => take(locks, name)));
  return taken.filter((slot): slot is Slot => slot !== undefined);
}
