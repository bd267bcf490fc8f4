const BUILD = {"VERSION":"ee818b071a64","FIRST":["/app/engram.css","/app/main.js","/app/review-35226ZXK.js","/app/chunk-IBEEBDPO.js","/app/chunk-EF7LHRKR.js"],"LATER":["/app/account-BP7RA5TD.js","/app/account-XAZCXQX7.js","/app/chunk-2JM2P5DJ.js","/app/chunk-5FPXGD4L.js","/app/chunk-A43LXD7P.js","/app/chunk-CZRMGSI6.js","/app/chunk-DGRTSR3X.js","/app/chunk-FCONCXVC.js","/app/chunk-FCPDIO4R.js","/app/chunk-IDLHKENS.js","/app/chunk-KKCIP5M7.js","/app/chunk-KLHQOQHE.js","/app/chunk-KN2LROB5.js","/app/chunk-OB2GA7QW.js","/app/chunk-QGXNCVYV.js","/app/chunk-QWJLLLAL.js","/app/chunk-RAQXW5HX.js","/app/chunk-RKRJLLPO.js","/app/chunk-THZ3LWWF.js","/app/chunk-V2UFUPIC.js","/app/chunk-VBOVFKVT.js","/app/chunk-XN6MUAXA.js","/app/chunk-XPTF33D3.js","/app/chunk-Y5CJPJJW.js","/app/chunk-Y6CHL55B.js","/app/classes-MTMN2Q7K.js","/app/classes-XE4HX2M7.js","/app/code-3ICL4HGI.js","/app/decks-3J4BOQWS.js","/app/decks-VQBQMQV7.js","/app/definitions-ADSSDJOD.js","/app/definitions-GQTUWH4F.js","/app/design-DIWLNZ4V.js","/app/design-S7ZL743P.js","/app/done-5AT7MQOA.js","/app/editor-EACTKMQ3.js","/app/elsewhere-MSFJBN7P.js","/app/failure-77ODKZPT.js","/app/feed-SSSTLFSU.js","/app/filter-LMBQJK7W.js","/app/footer-YIJOQHJB.js","/app/formulas-2GU5KBME.js","/app/german-GIHE7EHS.js","/app/hardness-OFMQZLBO.js","/app/hardness-W7YBJV66.js","/app/help-4WSA7335.js","/app/history-57C22TAE.js","/app/import-XWBB46UK.js","/app/join-R6WTARZE.js","/app/learning-PLJU3QBE.js","/app/learning-Y2XE2ENY.js","/app/memory-MCQ5GERR.js","/app/network-YPUG2WCJ.js","/app/notices-QWVRAJTG.js","/app/operations-PSNSD6LN.js","/app/operations-ZVVXKQIM.js","/app/people-5RGUQMNJ.js","/app/people-NORMAMDI.js","/app/plan-VD37TTIJ.js","/app/plot-4R23O3OT.js","/app/receipt-V7PBU2A4.js","/app/review-Q23PFPF5.js","/app/rich-JYS4OBTM.js","/app/sending-RBCUDUL2.js","/app/sharing-FJURRBQS.js","/app/sign-in-D2VTUDDA.js","/app/sign-in-MAXN2AZI.js","/app/sign-out-DHP4KOIK.js","/app/source-KGEEAZFK.js","/app/spoken-26FTBGKY.js","/app/tokens-XMZWHWI2.js","/app/topic-CFVQC3RD.js","/app/undo-MBYVPMC7.js"]};
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
