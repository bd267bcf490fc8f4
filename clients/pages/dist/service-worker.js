const BUILD = {"VERSION":"d73d6d8d85a0","FIRST":["/app/engram.css","/app/main.js","/app/review-6N34VF26.js","/app/sending-W4JFHAPZ.js","/app/feed-TS6QPLLN.js","/app/chunk-XNXP4AP6.js","/app/chunk-QO2OM7N4.js","/app/chunk-IDLHKENS.js"],"LATER":["/app/account-AFPAI3NR.js","/app/account-CUXTU7YK.js","/app/chunk-2YTSHUZ4.js","/app/chunk-4DDRHFDY.js","/app/chunk-4ZGZWE5V.js","/app/chunk-66AZ47JG.js","/app/chunk-7SQP7XEJ.js","/app/chunk-BUGBYTQG.js","/app/chunk-FCONCXVC.js","/app/chunk-FHYFD6RN.js","/app/chunk-FW34MWJT.js","/app/chunk-HPNXZIF7.js","/app/chunk-INISBZU3.js","/app/chunk-NJURPYIR.js","/app/chunk-NYGCUDZV.js","/app/chunk-O4Q6HUCN.js","/app/chunk-OD6FIZKB.js","/app/chunk-PY3DQNZD.js","/app/chunk-Q3FIEKEG.js","/app/chunk-ROGIOKZJ.js","/app/chunk-SALUTWDJ.js","/app/chunk-SKYWEN3C.js","/app/chunk-UKEOZGJJ.js","/app/chunk-YZ7EWE7R.js","/app/chunk-ZG6YOQET.js","/app/classes-DT7A4XD5.js","/app/classes-FUCR5O76.js","/app/code-GRORDW3C.js","/app/decks-QNFKVNGV.js","/app/decks-UCJX2LZV.js","/app/definitions-HORWL7MT.js","/app/definitions-ISFW3WWZ.js","/app/design-4DXS5ZMQ.js","/app/design-YZYL4PYW.js","/app/done-LY3IWJZ2.js","/app/editor-V2DJCUZJ.js","/app/elsewhere-BLTADCYR.js","/app/failure-65TDYH4W.js","/app/filter-C44LAVZ5.js","/app/footer-C54PZJMM.js","/app/forget-SV4GLAUL.js","/app/formulas-XP4KRFRY.js","/app/german-RLQTIEWP.js","/app/hardness-7XGFMIXE.js","/app/hardness-Z22WZHDY.js","/app/help-W7VFL2N7.js","/app/history-WTW4MKRS.js","/app/import-DP4K4WVJ.js","/app/join-AFP73Y2B.js","/app/learning-P6FO6FKM.js","/app/learning-RCJ2HMTK.js","/app/memory-D5TDZ3GE.js","/app/network-6AH2ULGD.js","/app/notices-B5F6IZDV.js","/app/operations-JN4DGBBW.js","/app/operations-OOZXJGZQ.js","/app/people-3BGDOZTH.js","/app/people-3I3GYJVP.js","/app/plan-I4RWACLC.js","/app/plot-4R23O3OT.js","/app/receipt-VJM5DDM2.js","/app/review-SLO4P27C.js","/app/rich-YLEJ2PJY.js","/app/sharing-22YWNQA6.js","/app/sign-in-FETVUHS7.js","/app/sign-in-UMLXCA7I.js","/app/sign-out-E4R4ZBMI.js","/app/source-T66TA44B.js","/app/spoken-YBY434WF.js","/app/tokens-E2YDSLYL.js","/app/topic-5NFG2HKB.js","/app/undo-W5HIR5J2.js"]};
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
