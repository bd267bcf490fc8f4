// Builds dist/: what the gateway serves. `npm run build`; `node build.mjs --watch` builds again at each change;
// `--metafile=FILE` writes what is made of what, from which the tests take the sizes of pages; `--out=FOLDER` builds into another folder.
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, relative } from "node:path";
import { build, context } from "esbuild";
import { minify } from "terser";
import { languages } from "./languages.mjs";
import { together } from "./together.mjs";

/** @returns the value of an argument such as `--out=FOLDER` */
const argument = (name) => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
const OUT = relative(".", argument("out") ?? "dist");

const common = { outdir: `${OUT}/app`, bundle: true, format: "esm", target: "es2022", minify: true, metafile: true, legalComments: "linked" };

/** Libraries that have modules of the old kind: in the same build all other parts would load what these need. */
const APART = ["plot", "code"];
const apart = {
  name: "apart",
  setup({ onResolve }) {
    const built = build({ ...common, entryPoints: Object.fromEntries(APART.map((name) => [name, `src/ui/${name}.ts`])), entryNames: "[name]-[hash]" });
    onResolve({ filter: new RegExp(`/(${APART.join("|")})\\.ts$`) }, async ({ path }) => {
      const [found] = Object.entries((await built).metafile.outputs).find(([, { entryPoint }]) => entryPoint === `src/ui/${basename(path)}`);
      return { path: `./${basename(found)}`, external: true };
    });
  },
};

const options = {
  ...common,
  entryPoints: { main: "src/main.tsx", engram: "style/engram.css" },
  splitting: true,
  external: ["node:crypto"], // of Node only; browsers have it
  chunkNames: "[name]-[hash]",
  tsconfigRaw: { compilerOptions: { jsx: "react", jsxFactory: "h", jsxFragmentFactory: "Fragment" } }, // shorter than calls of the JSX runtime
  plugins: [apart, together, languages, { name: "finish", setup: (build) => build.onEnd(async (result) => void (result.errors.length === 0 && (await finish(result.metafile)))) }],
};

const WATCH = process.argv.includes("--watch");

/** Some 2 % less than esbuild alone, which decides whether the review page keeps to its limit. */
async function shorten(file) {
  const { code } = await minify(await readFile(file, "utf8"), { module: true, ecma: 2022, compress: { passes: 2 } });
  await writeFile(file, code);
}

/** The service worker holds the names of all files, and so changes with any of them. */
async function finish(metafile) {
  await cp("static", OUT, { recursive: true });
  const list = argument("metafile");
  if (list) {
    await writeFile(list, JSON.stringify(metafile));
  }
  const files = (await readdir(`${OUT}/app`)).filter((name) => /\.(js|css)$/.test(name)).sort();
  if (!WATCH) {
    await Promise.all(files.filter((name) => name.endsWith(".js")).map((name) => shorten(`${OUT}/app/${name}`)));
  }
  const built = Object.entries(metafile.outputs);
  const fileOf = (source) => built.find(([, output]) => output.entryPoint === source)?.[0].replace(OUT, "");
  const chunksOf = (name) => (metafile.outputs[`${OUT}${name}`]?.imports ?? []).filter((used) => used.kind === "import-statement").map((used) => used.path.replace(OUT, ""));
  // with what sends: a browser that has once failed to load a module does not try again until the page is loaded anew
  const scripts = ["/app/main.js", ...["src/pages/review.tsx", "../typescript/src/sending.ts", "../typescript/src/feed.ts"].map(fileOf)];
  const first = [...new Set(["/app/engram.css", ...scripts, ...scripts.flatMap(chunksOf)])];
  const main = '<script type="module" src="/app/main.js"></script>';
  const parts = chunksOf("/app/main.js").map((name) => `<link rel="modulepreload" href="${name}">`);
  const index = (await readFile("static/index.html", "utf8")).replace(main, [...parts, main].join("\n  "));
  await writeFile(`${OUT}/index.html`, index);
  const digest = createHash("sha256");
  for (const name of files) {
    digest.update(await readFile(`${OUT}/app/${name}`));
  }
  digest.update(await readFile("src/service-worker.js"));
  digest.update(index);
  const version = digest.digest("hex").slice(0, 12);
  const worker = await readFile("src/service-worker.js", "utf8");
  const values = { VERSION: version, FIRST: first, LATER: files.map((name) => `/app/${name}`).filter((name) => !first.includes(name)) };
  await writeFile(`${OUT}/service-worker.js`, `const BUILD = ${JSON.stringify(values)};\n${worker}`);
}

await rm(OUT, { recursive: true, force: true });
await mkdir(`${OUT}/app`, { recursive: true });
const pages = await context(options);
if (WATCH) {
  await pages.watch();
} else {
  await pages.rebuild();
  await pages.dispose();
}
