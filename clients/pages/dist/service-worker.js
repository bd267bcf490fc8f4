const BUILD = {"VERSION":"31bb6d1168bc","FIRST":["/app/engram.css","/app/main.js","/app/review-7QHYBAHU.js","/app/sending-RO75PJSB.js","/app/feed-XJBS2GJE.js","/app/chunk-2QU7OEDY.js","/app/chunk-TEBEORPW.js","/app/chunk-IDLHKENS.js"],"LATER":["/app/account-7W42GW7R.js","/app/account-S7B6CKIH.js","/app/chunk-3Q3EW77F.js","/app/chunk-3UBURWP6.js","/app/chunk-4RWHZWRK.js","/app/chunk-6J55JIHJ.js","/app/chunk-BUD3BJU5.js","/app/chunk-C3A7ZFSY.js","/app/chunk-E6SX2HXX.js","/app/chunk-FCONCXVC.js","/app/chunk-FNVJA4J4.js","/app/chunk-G3VFEKYG.js","/app/chunk-G4Y4LC2O.js","/app/chunk-IZ5P2R7R.js","/app/chunk-JCWX2NPF.js","/app/chunk-KP6J2VH7.js","/app/chunk-NUVFB2IQ.js","/app/chunk-OYODVAQZ.js","/app/chunk-QFYSOFDX.js","/app/chunk-QGCUF3LC.js","/app/chunk-S4WRPWM5.js","/app/chunk-TRQKHQN4.js","/app/chunk-VG3PMXBT.js","/app/chunk-XWIFPWF5.js","/app/chunk-ZK66UEFR.js","/app/classes-DXKQ4WJO.js","/app/classes-KJC4TPZ5.js","/app/code-GRORDW3C.js","/app/decks-AG6NFXFP.js","/app/decks-VBZ5EBBR.js","/app/definitions-K5KLUMP4.js","/app/definitions-KOZT5IL4.js","/app/design-BV7YLPX2.js","/app/design-EYSNZVEG.js","/app/done-QGGGM5R7.js","/app/editor-T5PFH3EI.js","/app/elsewhere-PU75KJU3.js","/app/failure-GGJMCH6A.js","/app/filter-Y4UGSYQY.js","/app/footer-F2SRLYMH.js","/app/forget-AFYAQZB3.js","/app/formulas-3WQA3MOO.js","/app/german-4Q3U3SC2.js","/app/hardness-B4XJQYZX.js","/app/hardness-NL6WH77N.js","/app/help-EN6TPKMM.js","/app/history-4DB5LX7T.js","/app/import-7YTJB6C5.js","/app/join-HN3HUH6G.js","/app/learning-K3YBRCJC.js","/app/learning-WEEEDVHU.js","/app/memory-IBP4GH2D.js","/app/network-XPXCSV7B.js","/app/notices-LDRALHPF.js","/app/operations-FS4OHHFE.js","/app/operations-V7QY5PH2.js","/app/people-3ZEVVMU7.js","/app/people-A2LNN5QF.js","/app/plan-PXP5C3HO.js","/app/plot-4R23O3OT.js","/app/receipt-JPCAIAUY.js","/app/review-AORW3CNB.js","/app/rich-LVNZ46WE.js","/app/sharing-52NAWPLS.js","/app/sign-in-76MGUO57.js","/app/sign-in-CG2VXTJV.js","/app/sign-out-6ZYYIW2A.js","/app/source-ZILHLL5U.js","/app/spoken-XSEC4TIX.js","/app/tokens-37TS5VIF.js","/app/topic-BJNT2B7J.js","/app/undo-CHHH5Z3B.js"]};
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
