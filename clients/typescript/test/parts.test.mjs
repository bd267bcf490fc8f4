import assert from "node:assert/strict";
import { createServer } from "node:http";
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { AccessTokenSession, apply, EngramClient, MemoryStorage, newId, serverSentEvents } from "../dist/index.js";
import { FileStorage } from "../dist/file-storage.js";
import { turn } from "../dist/pause.js";

const CARD = { cardId: newId(), revision: 1, previews: [], state: {} };

test("ids are of version 7, unique and in the order in which they were made", () => {
  const ids = Array.from({ length: 20_000 }, newId);
  assert.match(ids[0], /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(Math.abs(parseInt(ids[0].replaceAll("-", "").slice(0, 12), 16) - Date.now()) < 60_000);
});

test("a turn lets what waits go first, and needs no timer", async (context) => {
  const done = [];
  const { setTimeout: timer } = globalThis;
  context.after(() => (globalThis.setTimeout = timer));
  globalThis.setTimeout = () => assert.fail("browsers hold timers back in hidden tabs");
  setImmediate(() => done.push("waited"));
  for (let turns = 0; turns < 1_000 && done.length === 0; turns += 1) {
    await turn();
  }
  assert.deepEqual(done, ["waited"]);
});

test("events are read however their bytes are cut", async () => {
  const text = ": comment\r\nevent: change\r\nid: a1\r\ndata: {\"ü\":\r\ndata: 1}\r\n\r\n:\n\nid: a2\ndata: x\n\ndata: lost";
  const bytes = new TextEncoder().encode(text);
  for (let size = 1; size < bytes.length; size += 1) {
    const body = new ReadableStream({
      start(controller) {
        for (let from = 0; from < bytes.length; from += size) {
          controller.enqueue(bytes.slice(from, from + size));
        }
        controller.close();
      },
    });
    assert.deepEqual(await all(serverSentEvents(body)), [
      { type: "change", id: "a1", data: '{"ü":\n1}' },
      { type: "message", id: "a2", data: "x" },
    ]);
  }
});

async function all(events) {
  const list = [];
  for await (const event of events) {
    list.push(event);
  }
  return list;
}

test("a page of changes is taken into the copy, and a reset drops what was held", () => {
  const page = (parts) => ({ reset: false, more: false, next: "n", schedules: [], cards: [], ...parts });
  let copy = apply({ decks: {}, schedules: {}, cards: {} }, page({ decks: [{ deckId: "d" }], cards: [{ cardId: "c", deckId: "d" }] }));
  copy = apply(copy, page({ schedules: [{ cardId: "c", lapses: 1 }] }));
  assert.deepEqual(Object.keys(copy.cards), ["c"]);
  copy = apply(copy, page({ decks: [] }));
  assert.deepEqual(copy, { cursor: "n", decks: {}, schedules: { c: { cardId: "c", lapses: 1 } }, cards: {} });
  assert.deepEqual(apply(copy, page({ reset: true })), { cursor: "n", decks: {}, schedules: {}, cards: {} });
});

test("what is stored in files is there for the next process, and for its owner alone", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "engram-client-"));
  context.after(() => rm(folder, { recursive: true }));
  const client = await opened(new FileStorage(folder), "http://127.0.0.1:1");
  const review = await client.answer(CARD, "GOOD", 1234.5);
  await assert.rejects(client.send());
  const again = await opened(new FileStorage(folder), "http://127.0.0.1:1");
  assert.deepEqual(again.outbox.items, [{ kind: "reviews", body: review }]);
  assert.equal(again.outbox.clientId, client.outbox.clientId);
  assert.equal((await again.answer(CARD, "AGAIN")).clientSeq, review.clientSeq + 1);
  assert.ok((await readFile(join(folder, "outbox.json"), "utf8")).includes(review.reviewId));
});

test("the same ids are sent until they are acknowledged, in smaller batches where they are too large", async (context) => {
  const seen = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) {
      body += part;
    }
    const ids = JSON.parse(body).reviews.map((review) => review.reviewId);
    seen.push(ids);
    if (seen.length === 1) {
      request.socket.destroy(); // it may have been recorded
    } else if (seen.length === 2) {
      response.writeHead(503, { "Retry-After": "1" }).end("{}");
    } else if (ids.length > 2) {
      response.writeHead(413).end("{}");
    } else {
      const results = ids.map((id, index) =>
        index === 1 ? { status: "REJECTED", flags: [], problem: { title: "no", status: 400 } } : { status: "DUPLICATE", flags: ["LATE"] },
      );
      response.writeHead(200).end(JSON.stringify({ results, position: "p" }));
    }
  }).listen(0, "127.0.0.1");
  context.after(() => server.close());
  await new Promise((listening) => server.once("listening", listening));
  const client = await opened(new MemoryStorage(), `http://127.0.0.1:${server.address().port}`);
  const ids = [];
  for (let i = 0; i < 4; i += 1) {
    ids.push((await client.answer(CARD, "GOOD")).reviewId);
  }
  await assert.rejects(client.send());
  assert.equal(client.outbox.items.length, 4);
  const receipts = await client.send();
  assert.deepEqual(seen, [ids, ids, ids, ids.slice(0, 2), ids.slice(2)]);
  assert.deepEqual(receipts.map((receipt) => receipt.id), ids);
  assert.deepEqual(client.outbox.items, []);
  assert.deepEqual(client.outbox.rejected.map((refused) => refused.item.body.reviewId), [ids[1], ids[3]]);
  await client.outbox.dismiss(ids[1]);
  assert.equal(client.outbox.rejected.length, 1);
  assert.equal(client.outbox.position, "p");
});

test("a cursor that is refused is dropped, and the copy begins anew", async (context) => {
  const page = { reset: true, more: false, next: "new", schedules: [], cards: [], decks: [] };
  const sent = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const isStream = pathname.endsWith("/stream");
    const cursor = isStream ? request.headers["last-event-id"] : searchParams.get("since");
    sent.push(cursor ?? "none");
    if (cursor === "old") {
      const problem = { title: "no", status: 400, field: isStream ? "Last-Event-ID" : "since" };
      response.writeHead(400, { "Content-Type": "application/problem+json" }).end(JSON.stringify(problem));
    } else {
      response.writeHead(200).end(isStream ? `event: change\ndata: ${JSON.stringify(page)}\n\n` : JSON.stringify(page));
    }
  }).listen(0, "127.0.0.1");
  context.after(() => server.close());
  await new Promise((listening) => server.once("listening", listening));
  const gateway = `http://127.0.0.1:${server.address().port}`;
  const holding = async () => {
    const storage = new MemoryStorage();
    await storage.set("copy", { cursor: "old", decks: {}, schedules: { c: { cardId: "c" } }, cards: {} });
    return opened(storage, gateway);
  };
  const begun = { cursor: "new", decks: {}, schedules: {}, cards: {} };
  assert.deepEqual(await (await holding()).pull(), begun);
  const end = new AbortController();
  const following = await holding();
  await following.follow(end.signal, () => end.abort());
  assert.deepEqual(following.copy, begun);
  assert.deepEqual(sent, ["old", "none", "old", "none"]);
});

test("a request that is refused for anything else leaves the cursor", async (context) => {
  const server = createServer((_, response) => {
    response.writeHead(400).end(JSON.stringify({ title: "no", status: 400, field: "after" }));
  }).listen(0, "127.0.0.1");
  context.after(() => server.close());
  await new Promise((listening) => server.once("listening", listening));
  const storage = new MemoryStorage();
  await storage.set("copy", { cursor: "old", decks: {}, schedules: {}, cards: {} });
  const client = await opened(storage, `http://127.0.0.1:${server.address().port}`);
  await assert.rejects(client.pull());
  assert.equal(client.copy.cursor, "old");
});

test("the position of the last write is there at the next start", async (context) => {
  const questions = [];
  const server = createServer((request, response) => {
    questions.push(request.url);
    const answer = request.method === "POST" ? { results: [{ status: "RECORDED" }], position: "p1" } : { asOf: new Date().toISOString(), days: [], cards: [] };
    request.resume().on("end", () => response.writeHead(200).end(JSON.stringify(answer)));
  }).listen(0, "127.0.0.1");
  context.after(() => server.close());
  await new Promise((listening) => server.once("listening", listening));
  const gateway = `http://127.0.0.1:${server.address().port}`;
  const storage = new MemoryStorage();
  const client = await opened(storage, gateway);
  await client.answer(CARD, "GOOD");
  await client.send();
  await (await opened(storage, gateway)).prefetch();
  assert.equal(new URL(questions.at(-1), gateway).searchParams.get("after"), "p1");
});

test("what sends and follows is loaded at the start, before there may be no network", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "engram-client-"));
  context.after(() => rm(folder, { recursive: true }));
  await cp(new URL("../dist", import.meta.url), folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  const loaded = new Promise((all) => {
    const names = new Set(["sending.js", "feed.js"]);
    globalThis.isLoaded = (name) => names.delete(name) && names.size === 0 && all();
  });
  for (const name of ["sending.js", "feed.js"]) {
    await appendFile(join(folder, name), `\nglobalThis.isLoaded("${name}");\n`);
  }
  const copy = await import(pathToFileURL(join(folder, "index.js")).href);
  await copy.EngramClient.open({ gateway: "", session: new copy.AccessTokenSession("egp_test"), storage: new copy.MemoryStorage() });
  await loaded;
  delete globalThis.isLoaded;
});

function opened(storage, gateway) {
  return EngramClient.open({ gateway, session: new AccessTokenSession("egp_test"), storage });
}
