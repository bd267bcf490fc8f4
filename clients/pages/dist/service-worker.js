const BUILD = {"VERSION":"c896377c648e","FIRST":["/app/engram.css","/app/main.js","/app/review-GNKE76KS.js","/app/sending-WFR7AGMM.js","/app/feed-F6YWMOPQ.js","/app/chunk-2JUCUHHF.js","/app/chunk-KSV4KE6O.js","/app/chunk-IDLHKENS.js"],"LATER":["/app/account-6IORAPKE.js","/app/account-LIPG7WBB.js","/app/chunk-34B5KTNU.js","/app/chunk-3V5D2GXY.js","/app/chunk-557XH6OV.js","/app/chunk-6WCYU2WN.js","/app/chunk-AB2RPC5A.js","/app/chunk-FCONCXVC.js","/app/chunk-FRAYVES5.js","/app/chunk-H4CVLN4U.js","/app/chunk-I3GIH6B4.js","/app/chunk-I6PX75WE.js","/app/chunk-IWMJBZDC.js","/app/chunk-KKDDNBD7.js","/app/chunk-KXQUF6GK.js","/app/chunk-LQDUWKA3.js","/app/chunk-M6376LOL.js","/app/chunk-NI2JAP77.js","/app/chunk-OGVH7MZV.js","/app/chunk-R6ZXIZ4P.js","/app/chunk-SS4U75HQ.js","/app/chunk-T2D33AHD.js","/app/chunk-T5NCQJNP.js","/app/chunk-UYVNYTX7.js","/app/chunk-ZBHBFUSC.js","/app/classes-BXUWKWQE.js","/app/classes-RNPDHSR6.js","/app/code-GRORDW3C.js","/app/decks-NBBXSNXN.js","/app/decks-SDODML36.js","/app/definitions-6CIKLEEK.js","/app/definitions-TCBPM7UZ.js","/app/design-GJOMOHF6.js","/app/design-USVCNOPD.js","/app/done-OOWI4NQM.js","/app/editor-BJYUQIVL.js","/app/elsewhere-J3OS7R7W.js","/app/failure-RJHIISUV.js","/app/filter-G45OGOGI.js","/app/footer-AA5AEAEN.js","/app/forget-QFEW2NJR.js","/app/formulas-JEXVRXBF.js","/app/german-UVEVEH3B.js","/app/hardness-CZT7GOYK.js","/app/hardness-MTAAQC5N.js","/app/help-HGW3A4RL.js","/app/history-KR2TMKRV.js","/app/import-NCED7RTM.js","/app/join-L3C6SZ7E.js","/app/learning-BJH2V57D.js","/app/learning-TVIF42IA.js","/app/memory-AFCXQH3I.js","/app/network-E7P6O4N4.js","/app/notices-I6526HZP.js","/app/operations-FSLAGPWW.js","/app/operations-FZHBTBGB.js","/app/people-5INIHQXL.js","/app/people-FQXI33MP.js","/app/plan-V7IUIR6Q.js","/app/plot-4R23O3OT.js","/app/receipt-DM5DM3J7.js","/app/review-WXNGA2R2.js","/app/rich-J4HG2DIW.js","/app/sharing-KQFHAEIB.js","/app/sign-in-62NUKFUV.js","/app/sign-in-ZISQH5FX.js","/app/sign-out-FFERPWBV.js","/app/source-VK6US5MF.js","/app/spoken-FCWKD27S.js","/app/tokens-UEHLA7IG.js","/app/topic-GX63HTQ4.js","/app/undo-AVIC344A.js"]};
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
