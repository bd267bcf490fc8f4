// Against a running stack: ENGRAM_URL names its gateway, ENGRAM_TOKEN is of a learner who studies ENGRAM_DECK and nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AccessTokenSession, EngramClient, MemoryStorage, RefusedError, TokenSession } from "../dist/index.js";

const { ENGRAM_URL: gateway, ENGRAM_TOKEN: token, ENGRAM_DECK: deckId } = process.env;
const skip = gateway ? false : "no stack: ENGRAM_URL is not set";

const opened = (clientId) =>
  EngramClient.open({ gateway, session: new AccessTokenSession(token), storage: new MemoryStorage(), clientId });

test("two devices that answer without a network have the same copy after both have sent", { skip }, async () => {
  const phone = await opened("phone");
  const desktop = await opened("desktop");
  await phone.prefetch({ days: 2, deckId });
  await desktop.prefetch({ days: 2, deckId });
  const cards = phone.study().slice(0, 4);
  assert.equal(cards.length, 4);

  // without a network
  const foreseen = phone.preview(cards[0], "EASY");
  await phone.answer(cards[0], "EASY");
  await phone.answer(cards[1], "AGAIN");
  assert.ok(!phone.study().some((card) => card.cardId === cards[0].cardId), "done for today");
  const again = phone.study().find((card) => card.cardId === cards[1].cardId);
  assert.equal(again.state.phase, "LEARNING");
  const mistake = await phone.answer(again, "HARD");
  assert.equal(mistake.basedOn, again.basedOn);
  await phone.retract(mistake.reviewId, mistake.cardId);
  await phone.act(cards[2].cardId, "SUSPEND");
  await desktop.answer(cards[1], "GOOD");

  // with one
  const receipts = [...(await desktop.send()), ...(await phone.send())];
  assert.deepEqual([...new Set(receipts.map((receipt) => receipt.status))], ["ACCEPTED"]);
  assert.equal(receipts.length, 6);
  const position = `${phone.outbox.position},${desktop.outbox.position}`;
  await phone.http.json("/queue", { query: { after: position, limit: 0 } });
  const copy = await phone.pull();
  await desktop.pull();
  assert.deepEqual(await pulled(desktop), await pulled(phone));
  const schedule = copy.schedules[cards[0].cardId];
  assert.equal(schedule.state.phase, foreseen.phase);
  assert.equal(schedule.state.stabilityDays, foreseen.stabilityDays);
  assert.equal(copy.schedules[cards[1].cardId].state.reviews, 2);
});

async function pulled(client) {
  const { decks, schedules, cards } = await client.pull();
  return { decks, schedules, cards };
}

test("a stream tells what another device has changed", { skip }, async () => {
  const watching = await opened("watching");
  await watching.pull();
  const other = await opened("other");
  await other.prefetch({ days: 0, deckId });
  const card = other.study().at(-1);
  const ended = new AbortController();
  const told = new Promise((resolve) => {
    watching
      .follow(ended.signal, (copy) => copy.schedules[card.cardId] && resolve(copy.schedules[card.cardId]))
      .catch(resolve);
  });
  await other.answer(card, "GOOD");
  await other.send();
  assert.equal((await told).lastReview, (await other.pull()).schedules[card.cardId].lastReview);
  ended.abort();
});

test("what is wrong is refused with its reason", { skip }, async () => {
  const client = await opened("wrong");
  await assert.rejects(client.http.json("/queue", { query: { dayz: 1 } }), (failure) => {
    assert.ok(failure instanceof RefusedError);
    assert.equal(failure.status, 400);
    assert.equal(failure.problem.type, "urn:engram:problem:invalid-field");
    assert.equal(failure.retryAfter, undefined);
    return true;
  });
  await client.answer({ cardId: "0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00", revision: 1, previews: [], state: {} }, "GOOD");
  const [receipt] = await client.send();
  assert.equal(receipt.status, "REJECTED");
  assert.ok(client.outbox.rejected[0].receipt.problem.detail);
  await assert.rejects(TokenSession.signIn(gateway, "nobody-at-all", "wrong"), RefusedError);
});

test("a token that was refused is replaced", { skip }, async () => {
  const session = await TokenSession.signIn(gateway, "learner", "learn-transformers");
  const before = session.headers().Authorization;
  assert.deepEqual(await Promise.all([session.renew(), session.renew()]), [true, true]);
  assert.notEqual(session.headers().Authorization, before);
  const client = await EngramClient.open({ gateway, session, storage: new MemoryStorage() });
  await client.prefetch({ days: 0 });
});
