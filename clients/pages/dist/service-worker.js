const BUILD = {"VERSION":"e7be3281b140","FIRST":["/app/engram.css","/app/main.js","/app/review-F5NZUUY3.js","/app/chunk-PYCEQCLN.js","/app/chunk-24XTRDSD.js"],"LATER":["/app/account-7F42XLJH.js","/app/account-KIXKBP42.js","/app/chunk-26ZM7FSE.js","/app/chunk-2OBFSQNC.js","/app/chunk-65YW4EN7.js","/app/chunk-76V33YCH.js","/app/chunk-7KXYFMPC.js","/app/chunk-7UEIMCMZ.js","/app/chunk-FCONCXVC.js","/app/chunk-FPKIFNC3.js","/app/chunk-G6P7XXWN.js","/app/chunk-GICI3I6T.js","/app/chunk-GL4M7GJO.js","/app/chunk-HGIJYVGI.js","/app/chunk-IABYNCNY.js","/app/chunk-IDLHKENS.js","/app/chunk-N5EWLWCM.js","/app/chunk-N6I27ON3.js","/app/chunk-OYJJEC5E.js","/app/chunk-RJTHU4VO.js","/app/chunk-SV7ERYSK.js","/app/chunk-T5EQTS5A.js","/app/chunk-UCJB4JKG.js","/app/chunk-V3LOB7XJ.js","/app/chunk-VOD6GIM6.js","/app/classes-O32IG6L6.js","/app/classes-QHA7ZWWO.js","/app/code-3ICL4HGI.js","/app/decks-UE5WXEZX.js","/app/decks-UEDLRP3T.js","/app/definitions-HGME7NBS.js","/app/definitions-VXYKGZQK.js","/app/design-4JGINX46.js","/app/design-PZLFC45F.js","/app/done-ZHSSGI3A.js","/app/editor-S6SN4LT6.js","/app/elsewhere-EZEHFDLT.js","/app/failure-DUCMVUPK.js","/app/feed-NK45WSNN.js","/app/filter-JXJXYDLE.js","/app/footer-BLS4EM5V.js","/app/formulas-B57636OZ.js","/app/german-X3FHLNNM.js","/app/hardness-JANG24HM.js","/app/hardness-M75GL6WY.js","/app/help-A324EJ34.js","/app/history-DHT2QRXO.js","/app/import-AWBE7NRV.js","/app/join-Q533NUXH.js","/app/learning-GRAIW35S.js","/app/learning-JVLIMM6R.js","/app/memory-TV4ZH7XR.js","/app/network-7SFWGRV4.js","/app/notices-NYZZN6KV.js","/app/operations-NBUQPRUN.js","/app/operations-NRKJQQEI.js","/app/people-B5V5R4K7.js","/app/people-X3MJRPUW.js","/app/plan-XGSF3TXO.js","/app/plot-4R23O3OT.js","/app/receipt-OL5SFD2U.js","/app/review-LDZBDZD5.js","/app/rich-65AEFFZV.js","/app/sending-J5X6XH5T.js","/app/sharing-KON5IMT6.js","/app/sign-in-P35WEVCF.js","/app/sign-in-W5LE5OXD.js","/app/sign-out-DAWJVXFV.js","/app/source-6OLXNT2K.js","/app/spoken-CZXE5QPI.js","/app/tokens-RULJU2FE.js","/app/topic-JK5I6CWI.js","/app/undo-GZLD25T5.js"]};
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
