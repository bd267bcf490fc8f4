const BUILD = {"VERSION":"4d002d680416","FIRST":["/app/engram.css","/app/main.js","/app/review-HK4LXSYZ.js","/app/sending-27WFG4ZR.js","/app/feed-PAVHAJ52.js","/app/chunk-GOPZX6G4.js","/app/chunk-AAYL6G6R.js","/app/chunk-IDLHKENS.js"],"LATER":["/app/account-UB7FJBIU.js","/app/account-VXKDBMPB.js","/app/chunk-4X6AVE2L.js","/app/chunk-AUWNMP6C.js","/app/chunk-B5ZTWRAK.js","/app/chunk-CPQ6E3NO.js","/app/chunk-CTDDJQTB.js","/app/chunk-DB4PU557.js","/app/chunk-EEHX7J2X.js","/app/chunk-FCONCXVC.js","/app/chunk-GTP777OK.js","/app/chunk-MFZRLPWV.js","/app/chunk-PYWOU2OV.js","/app/chunk-RGZWZWYX.js","/app/chunk-RH4CW3YG.js","/app/chunk-RJPKXXGC.js","/app/chunk-RQWNVNTT.js","/app/chunk-S3OSGT6D.js","/app/chunk-SYIZL3CD.js","/app/chunk-T7422ZDN.js","/app/chunk-UMYDYSBZ.js","/app/chunk-W3GGWQ5I.js","/app/chunk-W4W5FOPG.js","/app/chunk-WTYUHNKW.js","/app/chunk-ZWLIJOB2.js","/app/classes-2WFD72XS.js","/app/classes-GNJRDJ3Z.js","/app/code-GRORDW3C.js","/app/decks-K7LPFSA2.js","/app/decks-RGGYETWD.js","/app/definitions-3YSXW6OG.js","/app/definitions-4MBG4O3O.js","/app/design-DSCZJOMN.js","/app/design-F4JI34JF.js","/app/done-JKPGVCIZ.js","/app/editor-2NOCUUNC.js","/app/elsewhere-ZBHEWPP2.js","/app/failure-QECHLZK7.js","/app/filter-DV7IY32E.js","/app/footer-NGBGUF5A.js","/app/forget-7A3XQNYC.js","/app/formulas-UIZLG3DI.js","/app/german-IUWCGMGH.js","/app/hardness-PUYDQ6PB.js","/app/hardness-UA63IEIL.js","/app/help-IJ2EXVVP.js","/app/history-35WD2QZX.js","/app/import-VNFA7GCP.js","/app/join-3QJJPJ4D.js","/app/learning-JERMPEIR.js","/app/learning-OT35G3YO.js","/app/memory-LH7JVKOU.js","/app/network-LUIQ2M3B.js","/app/notices-RFWQ6FNG.js","/app/operations-32HJREH3.js","/app/operations-XLEY6AII.js","/app/people-HXLUCUPJ.js","/app/people-QAN6KVEP.js","/app/plan-VFYZRYYM.js","/app/plot-4R23O3OT.js","/app/receipt-JUIY4LJQ.js","/app/review-4YAJPLQ7.js","/app/rich-QPBLIEDJ.js","/app/sharing-KGX5WKSG.js","/app/sign-in-S5KZWLNB.js","/app/sign-in-XJVUQRYA.js","/app/sign-out-RIGH7H6Y.js","/app/source-6VC34A4Y.js","/app/spoken-ECE3Q3GK.js","/app/tokens-OEGTAH6M.js","/app/topic-2HICXTRX.js","/app/undo-HORQ5FBV.js"]};
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
