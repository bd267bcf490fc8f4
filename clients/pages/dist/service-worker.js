const BUILD = {"VERSION":"2eb5bfa5ee28","FIRST":["/app/engram.css","/app/main.js","/app/review-YPMHQNUQ.js","/app/sending-6SRJ2BG3.js","/app/feed-3ALM2S6Z.js","/app/chunk-M6HGTLEA.js","/app/chunk-AEMTQUYH.js","/app/chunk-IDLHKENS.js"],"LATER":["/app/account-IGM3M4RF.js","/app/account-JVRFCYEL.js","/app/chunk-2YXPWGA6.js","/app/chunk-4HBNZAUH.js","/app/chunk-BRN2LWTO.js","/app/chunk-DTADW4Y7.js","/app/chunk-DWJW5OB6.js","/app/chunk-DZ2EZJYG.js","/app/chunk-EBE5X3DT.js","/app/chunk-ED3CUHCA.js","/app/chunk-EPE3ZCRX.js","/app/chunk-FCONCXVC.js","/app/chunk-H4WVGVEX.js","/app/chunk-KUHWES7F.js","/app/chunk-KYBUAL5V.js","/app/chunk-N3N6TL5B.js","/app/chunk-NXA7JHK5.js","/app/chunk-PMQQ3LD7.js","/app/chunk-SJYDZVRJ.js","/app/chunk-SWQEWV3F.js","/app/chunk-THBTHLIM.js","/app/chunk-WKF3M5Z5.js","/app/chunk-WV7NGXHO.js","/app/chunk-YQJVBRPU.js","/app/chunk-YZA3JJJF.js","/app/classes-C3N3XDTC.js","/app/classes-YWSFJD44.js","/app/code-GRORDW3C.js","/app/decks-6U455K4R.js","/app/decks-YXTKVPP4.js","/app/definitions-CZUUTOLP.js","/app/definitions-HZGLL6VV.js","/app/design-DH7QIHRP.js","/app/design-NQPNSWZZ.js","/app/done-74X5LBMM.js","/app/editor-MPMFWIW2.js","/app/elsewhere-BSFN4X4J.js","/app/failure-SMBITJBS.js","/app/filter-RBHIMF67.js","/app/footer-WKLJG3PX.js","/app/forget-UF6ZR4XO.js","/app/formulas-ME65JTCM.js","/app/german-MV2A4CQW.js","/app/hardness-PQWDXAXX.js","/app/hardness-R2BBR3ZB.js","/app/help-BW5UOGRK.js","/app/history-XCH4LXZE.js","/app/import-VNVFY36K.js","/app/join-MG4DRH66.js","/app/learning-PBKJCCLT.js","/app/learning-PTKOJAY7.js","/app/memory-YH34CLZG.js","/app/network-4KB6WKQ4.js","/app/notices-LQCOKQH5.js","/app/operations-MSMWHEBL.js","/app/operations-N4PNFFKK.js","/app/people-KJQUEOYK.js","/app/people-Q2MMFI7N.js","/app/plan-HG5I4K5Q.js","/app/plot-4R23O3OT.js","/app/receipt-K3BGVRRZ.js","/app/review-YSTHGNF7.js","/app/rich-WWHMKLXZ.js","/app/sharing-VOONMU35.js","/app/sign-in-PU2YOIVH.js","/app/sign-in-XHUV64ZI.js","/app/sign-out-VNOCOTKS.js","/app/source-U4IOGMZW.js","/app/spoken-DYN6GJGS.js","/app/tokens-AT5RYTIT.js","/app/topic-LXSKURZV.js","/app/undo-33BK5PL4.js"]};
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
