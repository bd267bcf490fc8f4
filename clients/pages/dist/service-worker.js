const BUILD = {"VERSION":"e809672bc5da","FIRST":["/app/engram.css","/app/main.js","/app/review-RHLHDXZD.js","/app/chunk-DOFDMEJ7.js","/app/chunk-RJCU2CF2.js"],"LATER":["/app/account-VQ2ZI5CQ.js","/app/chunk-3NHZ76S7.js","/app/chunk-3QMSVJKX.js","/app/chunk-BD76SJFF.js","/app/chunk-D2JKVCI4.js","/app/chunk-DFTFNRUL.js","/app/chunk-FCONCXVC.js","/app/chunk-IDLHKENS.js","/app/chunk-IHTNPISG.js","/app/chunk-IYCMEVP7.js","/app/chunk-LYCZOPOG.js","/app/chunk-MBH6FIJF.js","/app/chunk-N7UQEOBG.js","/app/chunk-PWDFFR6G.js","/app/chunk-RZORAKBI.js","/app/chunk-SJ4MJLAJ.js","/app/chunk-SJHXUPR3.js","/app/chunk-TOVICI52.js","/app/chunk-VB3OXBDU.js","/app/chunk-WKAVQV7Y.js","/app/classes-X333CQNY.js","/app/code-3ICL4HGI.js","/app/decks-Q3UE32WA.js","/app/definitions-23QAC6I7.js","/app/design-KS4IVMYN.js","/app/done-SPS7LGCU.js","/app/editor-3QWPY5UU.js","/app/elsewhere-2ZSYN5OC.js","/app/failure-W4ZOFHI5.js","/app/feed-3WBGEKSN.js","/app/filter-PBM6Z2GZ.js","/app/footer-DGYJ6G2O.js","/app/formulas-G5Q3D6KP.js","/app/german-W6Q2VNKJ.js","/app/hardness-2LUW722F.js","/app/help-IWGHE73A.js","/app/history-6MR2IJES.js","/app/import-XENF2IZK.js","/app/join-VPTSXYPI.js","/app/learning-WPITFYHC.js","/app/memory-ZONGF5DF.js","/app/network-3KA6OCWI.js","/app/notices-LHFMVYUB.js","/app/operations-NSFANYC3.js","/app/people-PW42RG6R.js","/app/plan-AETKHACV.js","/app/plot-4R23O3OT.js","/app/receipt-ZVGQMF4G.js","/app/rich-JYJGRDPU.js","/app/sending-5WZVJH77.js","/app/sharing-Q46VJOF6.js","/app/sign-in-RJALVZ33.js","/app/sign-out-RFCRR7ES.js","/app/source-ZSSDBKDC.js","/app/spoken-NIFRW7BP.js","/app/tokens-A2OFOQ7F.js","/app/topic-26ZCD6VC.js","/app/undo-QJE3XWFA.js"]};
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
