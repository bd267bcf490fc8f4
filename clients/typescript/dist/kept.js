const QUEUE = "queue";
/** A browser does nothing else while it copies a value that is written or read. */
const CARDS_AT_ONCE = 400;
export async function keptQueue(storage) {
    const { more = [], ...queue } = await head(storage);
    for (const name of more) {
        queue.cards.push(...((await storage.get(name)) ?? []));
    }
    return queue;
}
/** Until all of it is written the queue that was kept before is there, whole. For one call at a time. @returns whether all of it was written */
export async function keepQueue(storage, { cards, ...queue }) {
    const { more: before = [] } = await head(storage);
    const turn = before[0]?.startsWith("queue-a") ? "b" : "a";
    const more = [];
    const set = async (name, value) => (await storage.set(name, value)) !== false;
    let isKept = true;
    for (let from = CARDS_AT_ONCE; isKept && from < cards.length; from += CARDS_AT_ONCE) {
        const name = `queue-${turn}${more.length}`;
        more.push(name);
        isKept = await set(name, cards.slice(from, from + CARDS_AT_ONCE));
    }
    isKept &&= await set(QUEUE, { ...queue, cards: cards.slice(0, CARDS_AT_ONCE), more });
    for (const name of isKept ? before : more) {
        await storage.set(name, []);
    }
    return isKept;
}
async function head(storage) {
    return (await storage.get(QUEUE)) ?? { asOf: new Date(0).toISOString(), days: [], cards: [] };
}
