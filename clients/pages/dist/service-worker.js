const BUILD = {"VERSION":"e24a3d07938c","FIRST":["/app/engram.css","/app/main.js","/app/review-F57WWGF4.js","/app/chunk-U7PXJ4S7.js","/app/chunk-PPVZC7IP.js"],"LATER":["/app/account-S3NNHPCT.js","/app/chunk-3R5X5MNH.js","/app/chunk-5WEA6YIK.js","/app/chunk-65EWGPYY.js","/app/chunk-AOGD7ROO.js","/app/chunk-E3K4UODJ.js","/app/chunk-F3C3CRJU.js","/app/chunk-F7CXI5ZL.js","/app/chunk-FCONCXVC.js","/app/chunk-IDLHKENS.js","/app/chunk-IS7AKNEW.js","/app/chunk-JV4K4NIX.js","/app/chunk-KWHCNSZP.js","/app/chunk-LBWLQ4HQ.js","/app/chunk-QM4657RU.js","/app/chunk-QSWHGWTL.js","/app/chunk-T27AUCDM.js","/app/chunk-UGTD6KRT.js","/app/chunk-WJBJPKDS.js","/app/chunk-ZSFPWXI5.js","/app/classes-73NP7ED2.js","/app/decks-ZMQSUDJO.js","/app/definitions-B4NIYG7A.js","/app/design-M6Q6YR5Z.js","/app/done-RYEFT5CQ.js","/app/editor-CMUXNPU4.js","/app/elsewhere-NHG2X6GA.js","/app/failure-4F7YTYKW.js","/app/feed-D6E6KEG7.js","/app/filter-5XT5VKXS.js","/app/footer-XQOXRIA5.js","/app/formulas-BMTFMLHA.js","/app/german-EJHL6RZW.js","/app/hardness-TWXEZ4HL.js","/app/help-6YFXRLQR.js","/app/import-HMID5LEG.js","/app/join-ODCUJUS3.js","/app/learning-7FUP2JUO.js","/app/memory-JGVHADJH.js","/app/network-HLXCTBFX.js","/app/notices-TJDZ2YFQ.js","/app/operations-C2IUUJJZ.js","/app/people-FXZW2HKN.js","/app/plan-VFSGYSY6.js","/app/plot-4R23O3OT.js","/app/receipt-TYERAPFB.js","/app/sending-3E263N4K.js","/app/sharing-NUULP3TU.js","/app/sign-in-PQJLCL7N.js","/app/sign-out-FQSQZN53.js","/app/source-FMZUL5FT.js","/app/spoken-OAL2P32U.js","/app/tokens-EBDH6UVW.js","/app/topic-TAKTUB6W.js","/app/undo-HGMR5V77.js"]};
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
