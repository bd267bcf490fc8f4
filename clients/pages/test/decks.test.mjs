// The pure parts of the pages of decks. The sources are TypeScript, which esbuild turns into a module first.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = await mkdtemp(join(here, ".built-"));
after(() => rm(folder, { recursive: true }));
const outfile = join(folder, "parts.mjs");
const contents = ["csv", "diff", "draft", "search"].map((name) => `export * from "./${name}.ts";`).join("\n");
await build({ stdin: { contents, resolveDir: join(here, "../src/pages/decks") }, outfile, bundle: true, format: "esm", platform: "neutral", logLevel: "error" });
const { contentOf, deckFileOf, diff, draftOf, EMPTY, found, keepDraft, keptDraft, rowsOf, tagsOf } = await import(outfile);

const marked = (before, later) => diff(before, later).map(({ kind, text }) => ({ same: text, removed: `[-${text}]`, added: `[+${text}]` })[kind]).join("");

test("a difference is told in words, and neighbouring changes as one", () => {
  assert.equal(marked("What is relu?", "What does relu do?"), "What [-is][+does] relu[+ do]?");
  assert.equal(marked("exp over sum", "exp divided by the sum"), "exp [-over][+divided by the] sum");
  assert.equal(marked("", "new"), "[+new]");
  assert.equal(marked("old", ""), "[-old]");
  assert.equal(marked("same", "same"), "same");
});

test("a difference holds both texts whole, whatever they are", () => {
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  let state = seed;
  const next = (most) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % most;
  const any = () => Array.from({ length: next(9) }, () => ["a", "b", "ü", " ", "  ", "\n", ".", "日本"][next(8)]).join("");
  for (let round = 0; round < 2000; round++) {
    const [before, later] = [any(), any()];
    const pieces = diff(before, later);
    const without = (kind) => pieces.filter((piece) => piece.kind !== kind).map(({ text }) => text).join("");
    assert.deepEqual([without("added"), without("removed")], [before, later], `SEED=${seed}`);
  }
});

test("a table is read with its quotes, line breaks and its own separator", () => {
  assert.deepEqual(rowsOf('\uFEFFa;b\r\n"x;""y""";"two\nlines"\r\n\r\n;z'), [["a", "b"], ['x;"y"', "two\nlines"], ["", "z"]]);
  assert.deepEqual(rowsOf("a\tb\n1\t2"), [["a", "b"], ["1", "2"]]);
});

test("a table with questions becomes a deck file", () => {
  const csv = 'Tags,Question,Answer,Source\n"Latin, GPT2","What is\n""x""?","a letter\n\nof it",Murphy (2022). 15.4\n,No tags?,,\n';
  assert.equal(deckFileOf(csv, "A | B"), 'A | B\nWhat is "x"?\nlatin GPT2\na letter\nof it\nSource: Murphy (2022). 15.4\nNo tags?\nuntagged\n');
  assert.equal(deckFileOf("word,meaning\na,b\n", "A"), undefined);
});

test("a card that is opened and not changed stays the same", () => {
  const card = { question: "Q", tags: ["a"], answer: { author: "Ada", text: "A", seeSource: true }, source: { title: "S", locator: { kind: "figure", value: "3" } }, provenance: "from-source" };
  assert.deepEqual(contentOf(draftOf(card)), card);
  assert.deepEqual(contentOf(draftOf({ question: "Q", tags: [] })), { question: "Q", tags: [] });
});

test("a search wants all words and all tags, in any case", () => {
  const cards = [
    { cardId: "1", question: "Softmax", tags: ["ML::attention"], answer: { text: "exp over sum" }, retired: false },
    { cardId: "2", question: "Relu", tags: ["ml"], retired: false },
    { cardId: "3", question: "Old softmax", tags: ["ml"], retired: true },
  ];
  const ids = (...of) => found(cards, ...of).map(({ cardId }) => cardId);
  assert.deepEqual(ids("", [], false), ["1", "2"]);
  assert.deepEqual(ids("SUM softmax", [], true), ["1"]);
  assert.deepEqual(ids("", ["ML"], true), ["1", "2", "3"]);
  assert.deepEqual(ids("", ["ml::attention"], false), ["1"]);
  assert.deepEqual(tagsOf(cards), [["ml", 1], ["ML::attention", 1]]);
});

test("a draft is found by who has made it alone", (context) => {
  const values = new Map();
  globalThis.sessionStorage = { getItem: (name) => values.get(name) ?? null, setItem: (name, value) => values.set(name, value) };
  context.after(() => delete globalThis.sessionStorage);
  const place = { username: "ada", deckId: "d", cardId: null };
  const kept = { draft: { ...EMPTY, question: "Why?" }, base: null };
  keepDraft(place, kept);
  assert.deepEqual(keptDraft(place), kept);
  assert.equal(keptDraft({ ...place, username: "bob" }), undefined);
});
