// What is built of the texts: each language by itself.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const project = join(dirname(fileURLToPath(import.meta.url)), "..");

test("German texts are in files of their own, and those of all pages are there before any page", async () => {
  execFileSync(process.execPath, ["build.mjs"], { cwd: project });
  const folder = join(project, "dist/app");
  const files = await Promise.all((await readdir(folder)).filter((name) => name.endsWith(".js")).map(async (name) => [name, await readFile(join(folder, name), "utf8")]));
  const holding = (text) => files.filter(([, source]) => source.includes(text)).map(([name]) => name.replace(/-[A-Z0-9]{8}\.js$/, ""));
  assert.deepEqual(holding("Zum Inhalt springen"), ["german"]);
  assert.deepEqual(holding("Diese Seite ist ausgefallen"), ["german"]);
  assert.equal(holding("Antwort zeigen").length, 1);
  assert.ok(!files.some(([, source]) => source.includes("Antwort zeigen") && source.includes("Show answer")));
});
