const BUILD = {"VERSION":"a3769543bcf5","FIRST":["/app/engram.css","/app/main.js","/app/review-QTJN32AH.js","/app/chunk-BVZPVNTP.js","/app/chunk-B4CBB5PZ.js"],"LATER":["/app/account-7JKZJWIZ.js","/app/account-H3U7GVH6.js","/app/chunk-2MM2ISEF.js","/app/chunk-3O7VWUAB.js","/app/chunk-6SBQ32CC.js","/app/chunk-7JX3LB4Z.js","/app/chunk-BVZSS2WB.js","/app/chunk-CEPPOTIY.js","/app/chunk-FCONCXVC.js","/app/chunk-FJPCFGHF.js","/app/chunk-G4BXCEU2.js","/app/chunk-GAJSWXIH.js","/app/chunk-HPYEOOI2.js","/app/chunk-IDLHKENS.js","/app/chunk-MTFJX7SU.js","/app/chunk-NLGB6GN5.js","/app/chunk-PXBHNS5B.js","/app/chunk-QPQELHH3.js","/app/chunk-RPN2ARGC.js","/app/chunk-S7MMD3DP.js","/app/chunk-TNXRTGYA.js","/app/chunk-WAMJXMXX.js","/app/chunk-XDUJ7A44.js","/app/chunk-YB2Q5445.js","/app/chunk-YFMTBTWD.js","/app/classes-LQMZWDZQ.js","/app/classes-ZGQDOIVR.js","/app/code-3ICL4HGI.js","/app/decks-FN56D55F.js","/app/decks-R4JKQ2LA.js","/app/definitions-C4ZB23PB.js","/app/definitions-HEPG2K6H.js","/app/design-D5RYEU3Q.js","/app/design-GODN7PZL.js","/app/done-VYUAMNRW.js","/app/editor-3CANK5HH.js","/app/elsewhere-GWT2MQD3.js","/app/failure-4LSOI2FI.js","/app/feed-JR7YFVNV.js","/app/filter-AZZMAO32.js","/app/footer-T2UTUR6D.js","/app/formulas-66RYVOTD.js","/app/german-AVI3NLYM.js","/app/hardness-5QTFVALJ.js","/app/hardness-OZXHVTYJ.js","/app/help-CNZNPK2J.js","/app/history-VZHZCUJO.js","/app/import-YGEBIVNU.js","/app/join-OKMXKYBE.js","/app/learning-HAHPSDDD.js","/app/learning-P4HSP4OA.js","/app/memory-M333FQB2.js","/app/network-RWVWCMUN.js","/app/notices-EZAH6CE3.js","/app/operations-2JLIND6G.js","/app/operations-D3Y7PQOQ.js","/app/people-4WBKPSH5.js","/app/people-AUS3DRQV.js","/app/plan-AKSYZZJE.js","/app/plot-4R23O3OT.js","/app/receipt-VASOIKLY.js","/app/review-NPVWCEMN.js","/app/rich-2DB3UW4H.js","/app/sending-DMADVXPJ.js","/app/sharing-D3GHEI33.js","/app/sign-in-MIFRJ2C3.js","/app/sign-in-V3SOGE4F.js","/app/sign-out-ENJCXY3T.js","/app/source-6OHCQEAL.js","/app/spoken-JCMXOT43.js","/app/tokens-IVH7ZATE.js","/app/topic-3S2KNALK.js","/app/undo-FNCBPX5E.js"]};
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
