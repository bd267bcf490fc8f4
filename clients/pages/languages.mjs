import { readFile, readdir } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";

const EXPORTED = /^export const (\w+) = \{ en, de \};$/m;
const IMPORTED = /(?:^(?:(?:import|export) (?!type ).*|\} )from |import\()"(\.{1,2}\/[^"]+\.tsx?)"/gm;
const PAGES = resolve("src/pages");
const APP = resolve("src/app.tsx");
/** Of what is around all pages: loaded with the table, before anything is drawn. The modules that use `shell` are there already. */
const AROUND = ["shell", "frame"];
const TABLE = "german.ts";

/**
 * People load the texts of one language. A file of `src/texts` keeps the English ones; of the German ones those that a page uses become a
 * part of their own, which `loadTexts` loads before the page.
 */
export const languages = {
  name: "languages",
  setup(build) {
    build.onLoad({ namespace: "file", filter: /[\\/]src[\\/]texts[\\/][\w-]+\.ts$/ }, async ({ path }) => {
      const contents = basename(path) === TABLE ? await table() : english(await readFile(path, "utf8"), path);
      return { contents, loader: "ts", resolveDir: dirname(path) };
    });
    build.onResolve({ filter: /^german(-page)?:/ }, ({ path }) => ({ path: path.slice(path.indexOf(":") + 1), namespace: path.split(":")[0] }));
    build.onLoad({ namespace: "german-page", filter: /.*/ }, async ({ path }) => {
      const names = [...(await textsOf(join(PAGES, path)))].sort();
      // relative names, since esbuild makes names of files from them, which must not depend on where the checkout lies
      const imports = names.map((name, index) => `import { de as texts${index} } from "german:${relative("", name)}";`);
      const entries = await Promise.all(names.map(async (name, index) => `${EXPORTED.exec(await readFile(name, "utf8"))?.[1]}: texts${index}`));
      return { contents: [...imports, `import ${JSON.stringify(APP)};`, `export default { ${entries.join(", ")} };`].join("\n"), loader: "ts", resolveDir: PAGES };
    });
    build.onLoad({ namespace: "german", filter: /.*/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      return { contents: source.replace(EXPORTED, "export { de };"), loader: "ts", resolveDir: resolve(dirname(path)) };
    });
  },
};

/** What is not named any more is left out by esbuild. */
function english(source, path) {
  if (!EXPORTED.test(source)) {
    throw new Error(`${path}: no line such as "export const page = { en, de };"`);
  }
  if (basename(path) === `${AROUND[0]}.ts`) {
    return source.replace(EXPORTED, "export const $1 = { en, de: { ...en } };");
  }
  return source.replace(EXPORTED, 'import { loaded } from "../ui/language.ts";\nexport const $1 = { en, de: loaded.$1 ?? en };');
}

/** How the German texts of each page are loaded. */
async function table() {
  const pages = (await readdir(PAGES)).filter((name) => name.endsWith(".tsx")).sort();
  const around = AROUND.map((name) => `import { de as ${name} } from "german:src/texts/${name}.ts";`).join("\n");
  return `${around}
import ${JSON.stringify(APP)};
import { shell as used } from "./shell.ts";
export const german = { shell: async () => (Object.assign(used.de, shell), { default: { frame } }), ${pages.map((name) => `"${name.slice(0, -4)}": () => import("german-page:${name}")`).join(", ")} };`;
}

/** The files of texts that a source uses itself, or through what it imports at once or later. */
async function textsOf(path, seen = new Set()) {
  const found = new Set();
  if (!seen.has(path)) {
    seen.add(path);
    for (const [, relative] of (await readFile(path, "utf8")).matchAll(IMPORTED)) {
      const used = resolve(dirname(path), relative);
      if (basename(dirname(used)) === "texts") {
        [...AROUND.map((name) => `${name}.ts`), TABLE].includes(basename(used)) || found.add(used);
      } else {
        (await textsOf(used, seen)).forEach((name) => found.add(name));
      }
    }
  }
  return found;
}
