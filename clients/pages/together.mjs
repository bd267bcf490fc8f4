import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";

const SOURCES = resolve("src");
/** What is there before anything else of these pages is loaded, and what all parts use but those that a person sees first. */
const APP = join(SOURCES, "app.tsx");
const COMMON = join(SOURCES, "ui", "common.ts");
const CLIENT = resolve("../typescript/src");
const REVIEW = join(SOURCES, "pages", "review.tsx");
/** What elements become. */
const TEMPLATES = 'import { createElement as h, Fragment } from "preact";';
const FIRST = ["review", "sign-in"];

/**
 * esbuild makes a chunk of the modules that the same parts use, and so dozens of small ones where many parts are loaded later. Each part that
 * is loaded later imports here what is loaded by then anyway, so that all of that is one chunk.
 */
export const together = {
  name: "together",
  setup(build) {
    let later;
    build.onStart(async () => {
      later = await loadedLater();
    });
    build.onLoad({ filter: /\.tsx?$/, namespace: "file" }, async ({ path }) => {
      const isTemplate = path.endsWith("x");
      const before = later.has(path) ? loadedBefore(path) : [];
      if (!isTemplate && before.length === 0) {
        return undefined;
      }
      const imports = [...(isTemplate ? [TEMPLATES] : []), ...before.map((name) => `import ${JSON.stringify(name)};`)];
      return { contents: [await readFile(path, "utf8"), ...imports].join("\n"), loader: isTemplate ? "tsx" : "ts", resolveDir: dirname(path) };
    });
  },
};

/** The sources that others load when they are needed. */
async function loadedLater() {
  const found = new Set();
  for (const folder of [SOURCES, CLIENT]) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (/\.tsx?$/.test(entry.name)) {
        const parent = entry.parentPath ?? entry.path; // before Node 20.12
        const source = await readFile(join(parent, entry.name), "utf8");
        for (const [, path] of source.matchAll(/\bimport\("(\.[^"]+)"\)/g)) {
          found.add(resolve(parent, path.replace(/\.js$/, ".ts")));
        }
      }
    }
  }
  return found;
}

/** @param path of a source that is loaded later */
function loadedBefore(path) {
  if (dirname(path) === CLIENT) {
    return [APP, REVIEW]; // nothing else uses it
  }
  const [folder, page, ...part] = relative(SOURCES, path).split(sep);
  if (folder === "texts") {
    return []; // languages.mjs makes what is loaded of these
  }
  if (folder !== "pages") {
    return page === "receipt.tsx" ? [APP, COMMON] : [APP];
  }
  const name = page.replace(".tsx", "");
  const isFirst = FIRST.includes(name) && part.length === 0;
  return [APP, ...(isFirst ? [] : [COMMON]), ...(part.length > 0 ? [join(SOURCES, folder, `${name}.tsx`)] : [])];
}
