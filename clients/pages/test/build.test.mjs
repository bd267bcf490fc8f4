// What is built: each language by itself, and a service worker that keeps what is needed without a network.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";
import { runInNewContext } from "node:vm";

const project = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = await mkdtemp(join(tmpdir(), "engram-pages-"));
after(() => rm(dist, { recursive: true }));
execFileSync(process.execPath, ["build.mjs", `--out=${dist}`], { cwd: project });
const worker = await readFile(join(dist, "service-worker.js"), "utf8");

test("German texts are in files of their own, and those of all pages are there before any page", async () => {
  const folder = join(dist, "app");
  const files = await Promise.all((await readdir(folder)).filter((name) => name.endsWith(".js")).map(async (name) => [name, await readFile(join(folder, name), "utf8")]));
  const holding = (text) => files.filter(([, source]) => source.includes(text)).map(([name]) => name.replace(/-[A-Z0-9]{8}\.js$/, ""));
  assert.deepEqual(holding("Zum Inhalt springen"), ["german"]);
  assert.deepEqual(holding("Diese Seite ist ausgefallen"), ["german"]);
  assert.equal(holding("Antwort zeigen").length, 1);
  assert.ok(!files.some(([, source]) => source.includes("Antwort zeigen") && source.includes("Show answer")));
});

test("what sends answers is kept before the first page, and what could not be kept is asked for again", async () => {
  const { FIRST, LATER } = JSON.parse(worker.match(/^const BUILD = (.*);$/m)[1]);
  assert.deepEqual(["main", "review", "sending", "feed"].map((name) => FIRST.some((path) => path.startsWith(`/app/${name}`))), [true, true, true, true]);
  const kept = new Set();
  let asked = [];
  let isThere = () => true;
  const add = async (path) => {
    asked.push(path);
    if (!isThere(path)) {
      throw new TypeError("no network");
    }
    kept.add(path);
  };
  const cache = {
    add,
    addAll: (requests) => Promise.all(requests.map(({ path }) => add(path))),
    keys: async () => [...kept].map((path) => ({ url: `http://engram${path}` })),
  };
  const listeners = {};
  const self = { addEventListener: (type, listener) => (listeners[type] = listener), registration: { active: {} }, clients: { claim: async () => {} } };
  const caches = { open: async () => cache, keys: async () => [] };
  runInNewContext(worker, { self, caches, URL, Request: class { constructor(path) { this.path = path; } } });
  const happens = async (type, data) => {
    let work;
    listeners[type]({ data, waitUntil: (promise) => (work = promise) });
    await work;
  };
  await happens("install");
  assert.ok(FIRST.every((path) => kept.has(path)));
  isThere = (path) => path !== LATER[1];
  await happens("activate");
  assert.ok(!kept.has(LATER[1]) && kept.has(LATER.at(-1)));
  [isThere, asked] = [() => true, []];
  await happens("message", "keep missing");
  assert.deepEqual([asked, kept.has(LATER[1])], [[LATER[1]], true]);
});
