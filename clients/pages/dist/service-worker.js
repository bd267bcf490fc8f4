const BUILD = {"VERSION":"0a28ce385755","FIRST":["/app/engram.css","/app/main.js","/app/review-AMK6TRUY.js","/app/sending-SY24LERP.js","/app/feed-R2RSXMUD.js","/app/chunk-E3YACNUS.js","/app/chunk-3I3X5JBS.js","/app/chunk-IDLHKENS.js"],"LATER":["/app/account-BN2ZKJB4.js","/app/account-EZ3MONAN.js","/app/chunk-2N2WQAH3.js","/app/chunk-3BI62SBV.js","/app/chunk-3NSUFXOQ.js","/app/chunk-3WAUZUAO.js","/app/chunk-4AMBHN64.js","/app/chunk-4ANDZPPR.js","/app/chunk-5CRXNRE4.js","/app/chunk-AVZO7UV4.js","/app/chunk-BDWB2G25.js","/app/chunk-FCONCXVC.js","/app/chunk-GCOJKB5Y.js","/app/chunk-I3NLNY7M.js","/app/chunk-L743QYPF.js","/app/chunk-MLDRHCTD.js","/app/chunk-QFFT5I6M.js","/app/chunk-RI2JRDWA.js","/app/chunk-S3H4AGZ4.js","/app/chunk-SLV57R7V.js","/app/chunk-SQ24VBXX.js","/app/chunk-SVWUOXN5.js","/app/chunk-TDCYUATY.js","/app/chunk-UCIDLOPC.js","/app/chunk-YMUCB6UN.js","/app/classes-RM6UBQNP.js","/app/classes-TGFGPANH.js","/app/code-GRORDW3C.js","/app/decks-PDH6BXVY.js","/app/decks-ZBLOLYB4.js","/app/definitions-OPYYHVWB.js","/app/definitions-X6J7HMA2.js","/app/design-GRS63VTL.js","/app/design-TYY36W3G.js","/app/done-FTJRJGSU.js","/app/editor-PNY3J6AI.js","/app/elsewhere-H4J6NOLK.js","/app/failure-HBEFOTKO.js","/app/filter-EYXY2KNQ.js","/app/footer-FL53ZXOC.js","/app/forget-U6EDVC77.js","/app/formulas-CP7NOTQN.js","/app/german-XH4G4M46.js","/app/hardness-7H64PNN2.js","/app/hardness-PKNBPHJT.js","/app/help-2SKWAJY7.js","/app/history-TWCTUYJQ.js","/app/import-S3PNWRSR.js","/app/join-OV4KHGNT.js","/app/learning-EZQK5A3I.js","/app/learning-OSCJ3IMD.js","/app/memory-EIRZ5KTC.js","/app/network-CNEQZM66.js","/app/notices-XV2PNPPA.js","/app/operations-APIGOQGB.js","/app/operations-ZD43XVJF.js","/app/people-HNJ2UAFZ.js","/app/people-RXHF4PYN.js","/app/plan-TYBNKXM4.js","/app/plot-4R23O3OT.js","/app/receipt-XQKU52GO.js","/app/review-V6WNNBGT.js","/app/rich-7H2W7UU3.js","/app/sharing-ESISKFJ7.js","/app/sign-in-DPQ4BWAS.js","/app/sign-in-Q4ZVCOPL.js","/app/sign-out-CBKROTD2.js","/app/source-O2UTAJDR.js","/app/spoken-RBIXLSZ7.js","/app/tokens-3K53NLNF.js","/app/topic-MUFQN6OO.js","/app/undo-AAJYUDBC.js"]};
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
      await keepLater();
    })(),
  );
});

self.addEventListener("message", (event) => event.waitUntil(event.data === "take over" ? self.skipWaiting() : keepLater()));

/** Keeps the files of other pages that are not kept yet. Some may fail: pages ask for it at each start, and when there is a network again. */
async function keepLater() {
  const cache = await caches.open(CACHE);
  const found = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  await Promise.allSettled(BUILD.LATER.filter((path) => !found.has(path)).map((path) => cache.add(path)));
}

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
