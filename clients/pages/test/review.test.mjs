// The pure parts of reviews. The sources are TypeScript, which esbuild turns into a module first.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import temml from "temml";

const here = dirname(fileURLToPath(import.meta.url));
const folder = await mkdtemp(join(here, ".built-"));
after(() => rm(folder, { recursive: true }));
const outfile = join(folder, "parts.mjs");
const parts = ["pages/review/pick.ts", "pages/review/slots.ts", "pages/review/storage.ts", "pages/review/watch.ts", "ui/formulas.ts", "ui/code.ts", "ui/storages.ts", "../../typescript/src/kept.ts", "../../typescript/src/storage.ts"];
const contents = parts.map((path) => `export * from "./${path}";`).join("\n");
await build({ stdin: { contents, resolveDir: join(here, "../src") }, outfile, bundle: true, format: "esm", platform: "neutral", mainFields: ["module"], external: ["node:crypto"], logLevel: "error" });
const { bounded, CarefulStorage, coloured, hasTag, keepQueue, keptQueue, MemoryStorage, ownOf, pick, pieces, SETTINGS, takeFirst, takeOrphans, Watch } = await import(outfile);

const at = (minute) => new Date(Date.UTC(2026, 10, 30, 12, minute));
const card = (cardId, kind, minute) => ({ cardId, kind, ...(minute === undefined ? {} : { dueAt: at(minute).toISOString() }), tags: [] });

test("a card in the steps comes when its minute has come, before all others", () => {
  const cards = [card("r", "REVIEW", 0), card("n", "NEW"), card("l", "LEARNING", 10), card("k", "LEARNING", 5)];
  assert.equal(pick(cards, at(4)).card.cardId, "r");
  assert.equal(pick(cards, at(5)).card.cardId, "k");
  assert.equal(pick(cards, at(20)).card.cardId, "k");
  const { learning, review, new: fresh } = pick(cards, at(0));
  assert.deepEqual([learning, review, fresh], [2, 1, 1]);
});

test("where nothing else is left the session waits for the next step", () => {
  const left = pick([card("l", "LEARNING", 10), card("k", "LEARNING", 5)], at(0));
  assert.equal(left.card, undefined);
  assert.deepEqual([left.later.card.cardId, left.later.at], ["k", at(5).getTime()]);
  assert.deepEqual(pick([], at(0)), { learning: 0, review: 0, new: 0 });
});

test("a tag holds the tags below it", () => {
  const tagged = { tags: ["attention::self", "other"] };
  assert.ok(hasTag(tagged, "attention") && hasTag(tagged, "attention::self") && hasTag(tagged, "other"));
  assert.ok(!hasTag(tagged, "att") && !hasTag(tagged, "self"));
});

/** Web Locks of one browser. */
function locks() {
  const held = new Set();
  return {
    held,
    async request(name, _, callback) {
      if (held.has(name)) {
        return callback(null);
      }
      held.add(name);
      try {
        return await callback({ name });
      } finally {
        held.delete(name);
      }
    },
  };
}

test("each tab has a slot of its own, and the first free one", async () => {
  const browser = locks();
  const first = await takeFirst(browser, "ada");
  const second = await takeFirst(browser, "ada");
  const other = await takeFirst(browser, "ada-0");
  assert.deepEqual([first.name, second.name, other.name], ["engram-ada-0", "engram-ada-1", "engram-ada-0-0"]);
  first.release();
  await new Promise(setImmediate);
  assert.equal((await takeFirst(browser, "ada")).name, "engram-ada-0");
});

test("a tab takes what tabs of the same person have left, and nothing of those that live", async () => {
  const browser = locks();
  await takeFirst(browser, "ada");
  const names = ["engram-ada-0", "engram-ada-1", "engram-ada-2", "engram-ada-s1-0", "engram-bob-0", "something"];
  const orphans = await takeOrphans(browser, ownOf("ada", names));
  assert.deepEqual(orphans.map(({ name }) => name), ["engram-ada-1", "engram-ada-2"]);
  assert.deepEqual(await takeOrphans(browser, ownOf("ada", names)), []);
});

test("what cannot be written stays in memory, is told, and is written when there is space again", async () => {
  const values = new Map();
  let isFull = false;
  const database = {
    get: async (name) => values.get(name),
    set: async (name, value) => {
      if (isFull) {
        throw Object.assign(new Error("full"), { name: "QuotaExceededError" });
      }
      values.set(name, value);
    },
  };
  const told = [];
  const storage = new CarefulStorage(database, (trouble) => told.push(trouble));
  await storage.set("outbox", [1]);
  isFull = true;
  assert.equal(await storage.set("queue", [0]), false); // can be read again from the server
  assert.deepEqual(told, []);
  await storage.set("outbox", [1, 2]);
  assert.deepEqual([await storage.get("outbox"), values.get("outbox"), told], [[1, 2], [1], ["full"]]);
  isFull = false;
  await storage.set("outbox", [1, 2, 3]);
  assert.equal(await storage.set("queue", [0]), true);
  assert.deepEqual([values.get("outbox"), values.get("queue"), told], [[1, 2, 3], [0], ["full", undefined]]);
  const without = new CarefulStorage(undefined, (trouble) => told.push(trouble));
  await without.set("outbox", [1]);
  assert.deepEqual([await without.get("outbox"), told.at(-1)], [[1], "no-database"]);
});

test("a queue of which a part cannot be written replaces nothing; after a sign-out none is written", async () => {
  const database = new MemoryStorage();
  const write = database.set.bind(database);
  let isSignedIn = true;
  const opened = () => new CarefulStorage(database, () => {}, () => isSignedIn);
  const queue = (name, count) => ({ asOf: at(0).toISOString(), days: [], cards: Array.from({ length: count }, (_, n) => card(`${name}-${n}`, "NEW")) });
  assert.ok(await keepQueue(opened(), queue("old", 1_300)));
  database.set = async (name, value) => {
    if (name === "queue-b1" && value.length > 0) {
      throw Object.assign(new Error("full"), { name: "QuotaExceededError" });
    }
    await write(name, value);
  };
  assert.equal(await keepQueue(opened(), queue("new", 1_300)), false);
  assert.deepEqual(await keptQueue(opened()), queue("old", 1_300));
  const written = [];
  database.set = async (name, value) => {
    written.push(name);
    isSignedIn = false; // while the first part is written
    await write(name, value);
  };
  const storage = opened();
  assert.equal(await keepQueue(storage, queue("new", 1_300)), false);
  await storage.set("outbox", [1]);
  assert.deepEqual(written, ["queue-b0", "outbox"]);
});

test("formulas stand between dollars, prices do not", () => {
  assert.deepEqual(pieces("for $5 or $6"), [{ text: "for $5 or $6" }]);
  assert.deepEqual(pieces("$x$ and $$y^2$$!"), [
    { text: "x", formula: "inline" },
    { text: " and " },
    { text: "y^2", formula: "display" },
    { text: "!" },
  ]);
});

test("code has colours by classes, nothing in it runs, and unknown languages stay as they are", () => {
  assert.equal(coloured("x = 1 # <b>", "Python"), 'x = <span class="hljs-number">1</span> <span class="hljs-comment"># &lt;b&gt;</span>');
  assert.ok(!coloured("</code><script>alert(1)</script>", "xml").includes("<script"));
  assert.equal(coloured("x", "whitespace"), undefined);
  assert.deepEqual([10_000, 10_001].map((length) => coloured("x".repeat(length), "python") === undefined), [false, true]);
});

test("no size in a formula is larger than a page", () => {
  const sizes = [...temml.renderToString("\\rule{9999em}{9999cm}\\hspace{9999pt}\\hspace{3cm}", SETTINGS).matchAll(/(?:width|height)="([^"]*)"/g)];
  assert.deepEqual(sizes.map(([, size]) => bounded(size)), ["40em", "400pt", "400pt", "3cm"]);
});

test("the time of a card stands still while another page or another window is shown", async (context) => {
  globalThis.document = { hidden: false };
  context.after(() => delete globalThis.document);
  const watch = new Watch();
  const isRunning = async () => {
    const before = watch.millis;
    await new Promise((soon) => setTimeout(soon, 2));
    return watch.millis > before;
  };
  watch.start();
  assert.equal(await isRunning(), false); // its page was never shown
  assert.equal(watch.seen(true), true);
  watch.start();
  assert.equal(await isRunning(), true);
  document.hidden = true;
  assert.equal(watch.seen(), false);
  assert.equal(await isRunning(), false);
  document.hidden = false;
  assert.equal(watch.seen(), true);
  assert.equal(await isRunning(), true);
  watch.seen(false); // another page
  assert.equal(watch.seen(), false); // the window is hidden and shown again there
  watch.start();
  assert.equal(await isRunning(), false);
});
