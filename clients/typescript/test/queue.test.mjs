import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { AccessTokenSession, EngramClient, MemoryStorage, Queue } from "../dist/index.js";

const NOON = "2026-11-30T12:00:00.000Z";
const DAYS = [
  { day: "2026-11-30", from: NOON, learning: 0, review: 2, new: 0 },
  { day: "2026-12-01", from: "2026-12-01T04:00:00.000Z", learning: 0, review: 1, new: 0 },
];
const preview = (rating, phase, dueAt) => ({ rating, phase, step: 0, stabilityDays: 1, difficulty: 5, dueAt, interval: "PT10M" });

const card = (cardId, day = DAYS[0]) => ({
  cardId, deckId: "d", revision: 1, kind: "REVIEW", day: day.day, dueAt: NOON, basedOn: `before-${cardId}`, question: cardId, tags: [],
  state: { phase: "REVIEW", step: 0, stabilityDays: 3, difficulty: 5, intervalDays: 3, reviews: 3, lapses: 0, suspended: false, lastReview: `before-${cardId}`, lastReviewAt: "2026-11-20T12:00:00.000Z" },
  previews: [preview("AGAIN", "RELEARNING", "2026-11-30T12:10:00.000Z"), preview("GOOD", "REVIEW", "2026-12-08T12:00:00.000Z")],
});
const queue = () => new Queue({ asOf: NOON, days: DAYS, cards: [card("a"), card("b"), card("c", DAYS[1])] });
const names = (of, at = "2026-11-30T13:00:00.000Z") => of.study(new Date(at)).map(({ cardId }) => cardId);
const answer = (id, cardId, rating, at = "2026-11-30T13:00:00.000Z") => ({ id, cardId, rating, at });

test("an answered card leaves the queue, or comes again after its step; taken back it stands where it stood", () => {
  const of = queue();
  of.add(answer("1", "a", "GOOD"));
  assert.deepEqual(names(of), ["b"]);
  of.add(answer("2", "b", "AGAIN"));
  const [again] = of.study(new Date(NOON));
  assert.equal(again.dueAt, "2026-11-30T13:10:00.000Z");
  assert.equal(again.basedOn, "2");
  assert.deepEqual(again.previews, []);
  of.add(answer("3", "b", "AGAIN", "2026-11-30T13:10:00.000Z"));
  assert.equal(of.study(new Date(NOON))[0].dueAt, "2026-11-30T13:20:00.000Z");
  of.remove("3");
  of.remove("1");
  assert.deepEqual(names(of), ["a", "b"]);
  assert.equal(of.study(new Date(NOON))[1].dueAt, "2026-11-30T13:10:00.000Z");
  of.remove("2");
  assert.deepEqual(of.study(new Date(NOON)), [card("a"), card("b")]);
  assert.deepEqual(names(of, "2026-12-01T05:00:00.000Z"), ["a", "b", "c"]);
});

test("an answer that the queue contains already changes nothing", () => {
  const of = queue();
  of.add(answer("0", "a", "GOOD", "2026-11-20T11:00:00.000Z"));
  of.add(answer("before-b", "b", "GOOD"));
  assert.deepEqual(names(of), ["a", "b"]);
});

test("a suspended or buried card leaves", () => {
  const of = queue();
  of.add({ id: "1", cardId: "a", action: "SUSPEND", at: NOON });
  of.add({ id: "2", cardId: "b", action: "BURY", at: NOON });
  assert.deepEqual(names(of), []);
  of.remove("1");
  assert.deepEqual(names(of), ["a"]);
});

test("an answer of another device is news and moves the card; one's own is not", () => {
  const of = queue();
  of.add(answer("1", "a", "GOOD"));
  const state = { ...card("a").state, lastReviewAt: "2026-11-30T13:00:00.000Z", dueAt: "2026-12-08T13:00:00.000Z" };
  assert.equal(of.take({ cardId: "a", state: { ...state, lastReview: "1" } }), false);
  assert.equal(of.take({ cardId: "b", state: { ...state, lastReview: "other" } }), true);
  assert.deepEqual(names(of), []);
  assert.equal(of.take({ cardId: "b", state: { ...state, lastReview: "other", phase: "RELEARNING", dueAt: "2026-11-30T13:10:00.000Z" } }), true);
  assert.equal(of.study(new Date(NOON))[0].kind, "LEARNING");
  assert.equal(of.take({ cardId: "elsewhere", state }), false);
  assert.equal(of.take({ cardId: "b", quarantined: "why" }), false);
});

test("news of an answer that was taken back meanwhile does not come as that of another device", () => {
  const of = queue();
  of.add(answer("1", "a", "GOOD"));
  of.remove("1");
  assert.equal(of.take({ cardId: "a", state: { ...card("a").state, lastReview: "1", lastReviewAt: "2026-11-30T13:00:00.000Z" } }), false);
  assert.deepEqual(names(of), ["a", "b"]);
});

test("an answer writes neither the queue nor waits for more than the outbox, and counts after a restart", async () => {
  const written = [];
  class Watched extends MemoryStorage {
    set(name, value) {
      written.push(name);
      return name === "facts" && this.isStuck ? new Promise(() => {}) : super.set(name, value);
    }
  }
  const storage = new Watched();
  await storage.set("queue", { asOf: NOON, days: DAYS, cards: [card("a"), card("b")] });
  const opened = () => EngramClient.open({ gateway: "http://127.0.0.1:1", session: new AccessTokenSession("egp_test"), storage });
  const client = await opened();
  storage.isStuck = true; // as where the process dies right after the outbox was written
  written.length = 0;
  await client.answer(client.study(new Date(NOON))[0], "GOOD");
  assert.deepEqual(written, ["outbox", "facts"]);
  assert.deepEqual((await opened()).study(new Date(NOON)).map(({ cardId }) => cardId), ["b"]);
});

test("a part of the queue is shown beside it; without a network all of it is there again, with what was answered meanwhile", async (context) => {
  const server = createServer((request, response) => {
    const isPart = new URL(request.url, "http://localhost").searchParams.has("tag");
    const cards = isPart ? [card("a"), card("x")] : [card("a"), card("b")];
    response.writeHead(200).end(JSON.stringify({ asOf: NOON, days: DAYS, cards }));
  }).listen(0, "127.0.0.1");
  context.after(() => server.close());
  await new Promise((listening) => server.once("listening", listening));
  const [storage, gateway] = [new MemoryStorage(), `http://127.0.0.1:${server.address().port}`];
  const opened = () => EngramClient.open({ gateway, session: new AccessTokenSession("egp_test"), storage });
  const client = await opened();
  await client.prefetch();
  await client.prefetch({ tag: "t", keep: false });
  assert.deepEqual(names(client), ["a", "x"]);
  await client.answer(client.study(new Date(NOON))[0], "GOOD");
  const { reviewId } = await client.answer(client.study(new Date(NOON))[0], "GOOD");
  client.take([{ cardId: "b", state: { ...card("b").state, suspended: true, lastReview: "other" } }]);
  server.close();
  server.closeAllConnections();
  assert.deepEqual(names(client), []);
  client.showAll();
  assert.deepEqual(names(client), [], "a was answered here, b suspended elsewhere");
  await client.retract(reviewId, "x");
  assert.deepEqual(names(client), []);
  assert.deepEqual(names(await opened()), ["b"], "what is kept is the whole queue");
});

test("a long queue is kept in parts; until a newer one is written whole, the one before is there", async (context) => {
  let count = 1_100;
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url, "http://localhost");
    const [from, limit] = [Number(searchParams.get("cursor") ?? 0), Number(searchParams.get("limit"))];
    const cards = Array.from({ length: Math.min(limit, count - from) }, (_, n) => card(`${count}-${from + n}`));
    response.writeHead(200).end(JSON.stringify({ asOf: NOON, days: DAYS, cards, ...(from + limit < count ? { next: String(from + limit) } : {}) }));
  }).listen(0, "127.0.0.1");
  context.after(() => server.close());
  await new Promise((listening) => server.once("listening", listening));
  const longest = new Map();
  class Watched extends MemoryStorage {
    left = Infinity;
    async set(name, value) {
      if (this.left-- <= 0) {
        throw new Error("the process has died");
      }
      longest.set(name, (value.cards ?? value).length);
      await super.set(name, value);
    }
  }
  const storage = new Watched();
  const opened = () => EngramClient.open({ gateway: `http://127.0.0.1:${server.address().port}`, session: new AccessTokenSession("egp_test"), storage });
  const all = (n) => Array.from({ length: n }, (_, index) => `${n}-${index}`);
  const client = await opened();
  await client.prefetch();
  assert.deepEqual(names(await opened()), all(1_100));
  assert.ok([...longest.values()].every((n) => n === undefined || n <= 400), [...longest]);
  for (let writes = 0; writes < 3; writes++) {
    count = 1_000 + writes;
    storage.left = writes;
    await assert.rejects(client.prefetch());
    storage.left = Infinity;
    assert.deepEqual(names(await opened()), all(1_100), `after ${writes} writes`);
  }
  for (count of [900, 1_300, 10]) {
    await client.prefetch();
    assert.deepEqual(names(await opened()), all(count));
  }
  assert.deepEqual([...longest].filter(([name, n]) => name.startsWith("queue-") && n > 0), [], "nothing is left of longer ones");
});

test("a card that was suspended elsewhere, and is so no more, comes again", () => {
  const of = queue();
  const { state } = card("a");
  of.take({ cardId: "a", state: { ...state, suspended: true } });
  assert.deepEqual(names(of), ["b"]);
  assert.ok(of.take({ cardId: "a", state }));
  assert.deepEqual(names(of), ["b", "a"]);
});

/** Gives long queues: the n-th that is asked for has the cards `n-0`, `n-1` and so on. */
async function servingQueues(context, count) {
  let reads = 0;
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url, "http://localhost");
    const [read, from] = searchParams.get("cursor")?.split(" ").map(Number) ?? [++reads, 0];
    const to = Math.min(count(read), from + Number(searchParams.get("limit")));
    const cards = Array.from({ length: to - from }, (_, n) => card(`${read}-${from + n}`));
    response.writeHead(200).end(JSON.stringify({ asOf: NOON, days: DAYS, cards, ...(to < count(read) ? { next: `${read} ${to}` } : {}) }));
  }).listen(0, "127.0.0.1");
  context.after(() => server.close());
  await new Promise((listening) => server.once("listening", listening));
  const gateway = `http://127.0.0.1:${server.address().port}`;
  return (storage) => EngramClient.open({ gateway, session: new AccessTokenSession("egp_test"), storage });
}

const all = (read, count) => Array.from({ length: count }, (_, n) => `${read}-${n}`);

test("of queues that are read at the same time one is kept, whole", async (context) => {
  class Slow extends MemoryStorage {
    async set(name, value) {
      await new Promise((done) => setTimeout(done, name === "queue" ? 20 : 2)); // so that the others go on between a queue and its parts
      await super.set(name, value);
    }
  }
  const opened = await servingQueues(context, () => 1_900);
  const storage = new Slow();
  const client = await opened(storage);
  await client.prefetch();
  await Promise.all([client.prefetch(), client.prefetch(), client.prefetch()]);
  assert.deepEqual(names(client), all(4, 1_900));
  assert.deepEqual(names(await opened(storage)), all(4, 1_900));
});

test("where a part of a queue cannot be kept, the one before stays, with what was answered of it", async (context) => {
  class Full extends MemoryStorage {
    lacks = "";
    async set(name, value) {
      return name !== this.lacks && (await super.set(name, value), true);
    }
  }
  const opened = await servingQueues(context, () => 1_300);
  for (const lacks of ["queue-b0", "queue-b1", "queue"]) {
    const storage = new Full();
    const client = await opened(storage);
    await client.prefetch();
    const before = names(client);
    const { reviewId } = await client.answer(client.study(new Date(NOON))[0], "GOOD");
    await storage.set("outbox", { ...(await storage.get("outbox")), items: [] }); // as after it was sent
    const sent = await opened(storage);
    assert.deepEqual(names(sent), before.slice(1));
    storage.lacks = lacks;
    const { cards } = await sent.prefetch();
    assert.deepEqual(names(sent), cards.map(({ cardId }) => cardId), "in memory it is the new one");
    assert.deepEqual(names(await opened(storage)), before.slice(1), lacks);
    await sent.retract(reviewId, before[0]);
    assert.deepEqual(names(await opened(storage)), before, "taken back");
    assert.deepEqual([await storage.get("queue-b0"), await storage.get("queue-b1")].flatMap((part) => part ?? []), [], "nothing takes space in vain");
    storage.lacks = "";
    await sent.prefetch();
    assert.deepEqual(names(await opened(storage)), names(sent));
    assert.deepEqual(await storage.get("facts"), []);
  }
});

test("what is told while a queue is read or kept is not forgotten", async (context) => {
  const told = new Map();
  class Watched extends MemoryStorage {
    async set(name, value) {
      told.get(name)?.();
      await super.set(name, value);
    }
  }
  const opened = await servingQueues(context, (read) => (read === 1 ? 1_000 : 1_300));
  const storage = new Watched();
  const client = await opened(storage);
  const tell = (cardId, change) => client.take([{ cardId, state: { ...card(cardId).state, ...change } }]);
  const later = { lastReview: "other", lastReviewAt: "2026-11-30T12:30:00.000Z", dueAt: "2026-12-08T12:00:00.000Z" };
  await client.prefetch({ begun: () => (tell("1-1", later), tell("1-900", { suspended: true }), tell("1-901", { suspended: true }), tell("1-901", {})) });
  assert.deepEqual(names(client), all(1, 1_000).filter((name) => name !== "1-1" && name !== "1-900"));
  for (const [n, name] of ["queue-b0", "queue-b1", "queue", "queue-a0", "facts"].entries()) {
    told.set(name, () => assert.equal(tell(`2-${n}`, later).length, 1, name));
  }
  await client.prefetch();
  assert.deepEqual(names(client), all(2, 1_300).slice(5));
});
