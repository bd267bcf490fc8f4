import type { Prefetched } from "./queue.js";
import type { Storage } from "./storage.js";
import type { QueuedCard } from "./types.js";

/** The first cards of a queue, and the names of the values that hold the others. */
interface Kept extends Prefetched {
  more?: string[];
}

const QUEUE = "queue";
/** A browser does nothing else while it copies a value that is written or read. */
const CARDS_AT_ONCE = 400;

export async function keptQueue(storage: Storage): Promise<Prefetched> {
  const { more = [], ...queue } = await head(storage);
  for (const name of more) {
    queue.cards.push(...(((await storage.get(name)) as QueuedCard[] | undefined) ?? []));
  }
  return queue;
}

/** Until all of it is written the queue that was kept before is there, whole. For one call at a time. @returns whether all of it was written */
export async function keepQueue(storage: Storage, { cards, ...queue }: Prefetched): Promise<boolean> {
  const { more: before = [] } = await head(storage);
  const turn = before[0]?.startsWith("queue-a") ? "b" : "a";
  const more: string[] = [];
  const set = async (name: string, value: unknown) => (await storage.set(name, value)) !== false;
  let isKept = true;
  for (let from = CARDS_AT_ONCE; isKept && from < cards.length; from += CARDS_AT_ONCE) {
    const name = `queue-${turn}${more.length}`;
    more.push(name);
    isKept = await set(name, cards.slice(from, from + CARDS_AT_ONCE));
  }
  isKept &&= await set(QUEUE, { ...queue, cards: cards.slice(0, CARDS_AT_ONCE), more } satisfies Kept);
  for (const name of isKept ? before : more) {
    await storage.set(name, []);
  }
  return isKept;
}

async function head(storage: Storage): Promise<Kept> {
  return ((await storage.get(QUEUE)) as Kept | undefined) ?? { asOf: new Date(0).toISOString(), days: [], cards: [] };
}
