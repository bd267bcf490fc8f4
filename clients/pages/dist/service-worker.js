const BUILD = {"VERSION":"037f4f9005c1","FIRST":["/app/engram.css","/app/main.js","/app/review-T4NGXHUV.js","/app/chunk-6KS2HFOC.js","/app/chunk-R4B6E2AD.js"],"LATER":["/app/account-7NW5LZPX.js","/app/account-G5TFH7BC.js","/app/chunk-7BROA55G.js","/app/chunk-APDMN4G2.js","/app/chunk-AVNZR77F.js","/app/chunk-C3EAUSZD.js","/app/chunk-EMVWRIE2.js","/app/chunk-FCONCXVC.js","/app/chunk-FE5RSLSD.js","/app/chunk-FFBQOO4U.js","/app/chunk-FJO2Q2QC.js","/app/chunk-GJTR6CT4.js","/app/chunk-H5D2IZ6O.js","/app/chunk-I3QJ7CAJ.js","/app/chunk-IDLHKENS.js","/app/chunk-ILFQ3MR7.js","/app/chunk-KZQ2Q7OM.js","/app/chunk-M6QHESM3.js","/app/chunk-PSCOWWSU.js","/app/chunk-RDHT67F4.js","/app/chunk-TNTB36GO.js","/app/chunk-UOHUWB3I.js","/app/chunk-WXLMV7BY.js","/app/chunk-XZMHHXJT.js","/app/chunk-ZCW4QTEQ.js","/app/classes-6IN5ZXVU.js","/app/classes-DOVU37DJ.js","/app/code-3ICL4HGI.js","/app/decks-AROXRFHX.js","/app/decks-YX32J3WY.js","/app/definitions-42IEV744.js","/app/definitions-U5EUHGYA.js","/app/design-EFBEFWVG.js","/app/design-XRPDDBMD.js","/app/done-N37YDQAQ.js","/app/editor-2CI6K3ML.js","/app/elsewhere-KSQ7UUT4.js","/app/failure-KDXYPSEM.js","/app/feed-BURUGCE5.js","/app/filter-RSR4K2EU.js","/app/footer-HNMZXKX7.js","/app/formulas-SRN2WOVE.js","/app/german-Q3HMI6B3.js","/app/hardness-3JLHQ2QJ.js","/app/hardness-QVQN3GZB.js","/app/help-LPNTCEL5.js","/app/history-AGKFVRUJ.js","/app/import-SOXI6PIO.js","/app/join-FW4OKAAP.js","/app/learning-6OUXPTXQ.js","/app/learning-TR3WH7FA.js","/app/memory-RGEQSUPK.js","/app/network-SATWQ7T4.js","/app/notices-X7OI2KP3.js","/app/operations-SH4UH7KJ.js","/app/operations-VMKG6VM7.js","/app/people-2YCKGCHZ.js","/app/people-K6QCJ3M6.js","/app/plan-CGPESS2X.js","/app/plot-4R23O3OT.js","/app/receipt-OL6TCORR.js","/app/review-BV5UDRH5.js","/app/rich-N464IPEA.js","/app/sending-LGLDLSTS.js","/app/sharing-TTCHP5P7.js","/app/sign-in-GZGUR3BT.js","/app/sign-in-QU4XXGZI.js","/app/sign-out-RLUTT6YT.js","/app/source-567CZ5DW.js","/app/spoken-XYXOXRWY.js","/app/tokens-TZ7VAVJL.js","/app/topic-XEASSZ4I.js","/app/undo-JYVPQ5BT.js"]};
// Serves the pages without a network. BUILD (its version, the files of the first page, those of other pages) stands above it; it differs
// whenever a file differs, and with it the browser takes the new worker. Answers of the API are never kept here: the client keeps its own.
const CACHE = `engram-${BUILD.VERSION}`;
const SHELL = "/index.html";

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      await cache.addAll([SHELL, "/engram.svg", "/manifest.webmanifest", ...BUILD.FIRST].map((path) => new Request(path, { cache: "reload" })));
      if (self.registration.active === null) {
        await self.skipWaiting();
      }
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith("engram-") && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
      const cache = await caches.open(CACHE);
      await Promise.allSettled(BUILD.LATER.map((path) => cache.add(path)));
    })(),
  );
});

self.addEventListener("message", (event) => event.data === "take over" && self.skipWaiting());

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || /^\/(api|docs|q)(\/|$)/.test(pathname)) {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(kept(SHELL, request));
  } else if (pathname.startsWith("/app/") || pathname === "/engram.svg" || pathname === "/manifest.webmanifest") {
    event.respondWith(kept(pathname, request));
  }
});

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(path);
  if (found) {
    return found;
  }
  const answer = await fetch(request);
  if (answer.ok && path !== SHELL) {
    await cache.put(path, answer.clone());
  }
  return answer;
}
