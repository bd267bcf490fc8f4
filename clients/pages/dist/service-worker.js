const BUILD = {"VERSION":"bc15e90086bb","FIRST":["/app/engram.css","/app/main.js","/app/review-X3GY4K2C.js","/app/sending-4VL7IZBQ.js","/app/feed-SHWAQEYT.js","/app/chunk-JLHWCWHW.js","/app/chunk-OEIP3OO4.js","/app/chunk-IDLHKENS.js"],"LATER":["/app/account-2YVAYKF3.js","/app/account-5M5PPUZF.js","/app/chunk-25HTKJLB.js","/app/chunk-3BQQSDOZ.js","/app/chunk-7RDC32FP.js","/app/chunk-7RSNAYGO.js","/app/chunk-A55ILEUY.js","/app/chunk-ATFZZYHZ.js","/app/chunk-CUDEMZLS.js","/app/chunk-CWTE4QUQ.js","/app/chunk-FCONCXVC.js","/app/chunk-FSVUXLMK.js","/app/chunk-FYERI2WI.js","/app/chunk-J3B6VP64.js","/app/chunk-JVELQLVW.js","/app/chunk-KEKKGIKC.js","/app/chunk-KQ3XGI3Y.js","/app/chunk-LFG4PQ2B.js","/app/chunk-MC2F6HSQ.js","/app/chunk-NDYS5QA2.js","/app/chunk-S7CSVVW6.js","/app/chunk-T637MZ2Y.js","/app/chunk-VQ4F2ZJE.js","/app/chunk-XMODDLPH.js","/app/chunk-ZJSZNVRY.js","/app/classes-OHXYZ73J.js","/app/classes-RW4FNVXN.js","/app/code-GRORDW3C.js","/app/decks-2BTNYTUT.js","/app/decks-5E2SD2A6.js","/app/definitions-I24WMB5G.js","/app/definitions-UQZIVW5A.js","/app/design-7AZYZESQ.js","/app/design-Y4WOKQZM.js","/app/done-NH67ZXNY.js","/app/editor-MOGXRWF4.js","/app/elsewhere-7UI3XAAH.js","/app/failure-G47B5WKA.js","/app/filter-SFAHDL6Y.js","/app/footer-HYNV5GR2.js","/app/forget-FWJ4LETP.js","/app/formulas-KJZCECV3.js","/app/german-MUTDG7KD.js","/app/hardness-LCEXAA2B.js","/app/hardness-PMBIZGYD.js","/app/help-OYBTSTHS.js","/app/history-MG7NMFNX.js","/app/import-BDXXOQF2.js","/app/join-AGHNCYUT.js","/app/learning-KO5MHGVE.js","/app/learning-NIJA6ZMZ.js","/app/memory-4SZ3LNSC.js","/app/network-Z5VBVLJQ.js","/app/notices-3JIRKEUS.js","/app/operations-QHTOMO6G.js","/app/operations-U5S2FIU4.js","/app/people-S25TMVJ2.js","/app/people-ZYQSDFUJ.js","/app/plan-H6NPAQ33.js","/app/plot-4R23O3OT.js","/app/receipt-EVTQVY4B.js","/app/review-KNHSIPH2.js","/app/rich-J43SV4YC.js","/app/sharing-73UGD33X.js","/app/sign-in-22JQ2TT5.js","/app/sign-in-Z223QN3X.js","/app/sign-out-Y3SO3XNY.js","/app/source-FQN6QQY3.js","/app/spoken-EPXCMT2M.js","/app/tokens-O2SERSR6.js","/app/topic-3SSNP2IH.js","/app/undo-OHXRORXP.js"]};
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
