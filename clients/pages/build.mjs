// Builds dist/: what the gateway serves. `npm run build`; `node build.mjs --watch` builds again at each change;
// `--metafile=FILE` writes what is made of what, from which the tests take the sizes of pages.
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { context } from "esbuild";
import { languages } from "./languages.mjs";

const OUT = "dist";

const options = {
  entryPoints: { main: "src/main.tsx", engram: "style/engram.css" },
  outdir: `${OUT}/app`,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  metafile: true,
  legalComments: "linked",
  external: ["node:crypto"], // of Node 18 only; browsers have it
  chunkNames: "[name]-[hash]",
  jsx: "automatic",
  jsxImportSource: "preact",
  plugins: [languages, { name: "finish", setup: (build) => build.onEnd(async (result) => void (result.errors.length === 0 && (await finish(result.metafile)))) }],
};

/** The service worker holds the names of all files, and so changes with any of them. */
async function finish(metafile) {
  await cp("static", OUT, { recursive: true });
  const list = process.argv.find((argument) => argument.startsWith("--metafile="));
  if (list) {
    await writeFile(list.slice("--metafile=".length), JSON.stringify(metafile));
  }
  const app = (await readdir(`${OUT}/app`)).filter((name) => /\.(js|css)$/.test(name)).sort();
  const built = Object.entries(metafile.outputs);
  const fileOf = (source) => built.find(([, output]) => output.entryPoint === source)?.[0].replace(OUT, "");
  const chunksOf = (name) => (metafile.outputs[`${OUT}${name}`]?.imports ?? []).filter((used) => used.kind === "import-statement").map((used) => used.path.replace(OUT, ""));
  const review = fileOf("src/pages/review.tsx");
  const first = [...new Set(["/app/main.js", "/app/engram.css", review, ...chunksOf("/app/main.js"), ...chunksOf(review)])].filter(Boolean);
  const digest = createHash("sha256");
  for (const name of app) {
    digest.update(await readFile(`${OUT}/app/${name}`));
  }
  digest.update(await readFile("src/service-worker.js"));
  digest.update(await readFile("static/index.html"));
  const version = digest.digest("hex").slice(0, 12);
  const worker = await readFile("src/service-worker.js", "utf8");
  const values = { VERSION: version, FIRST: first, LATER: app.map((name) => `/app/${name}`).filter((name) => !first.includes(name)) };
  await writeFile(`${OUT}/service-worker.js`, `const BUILD = ${JSON.stringify(values)};\n${worker}`);
}

await rm(OUT, { recursive: true, force: true });
await mkdir(`${OUT}/app`, { recursive: true });
const build = await context(options);
if (process.argv.includes("--watch")) {
  await build.watch();
} else {
  await build.rebuild();
  await build.dispose();
}
