const BUILD = {"VERSION":"781f898698c6","FIRST":["/app/engram.css","/app/main.js","/app/review-7OQJDD6U.js","/app/chunk-JXYNMPST.js","/app/chunk-6TFCBCQZ.js"],"LATER":["/app/account-VCCA43RM.js","/app/account-YNBVWLBW.js","/app/chunk-2RWKHH67.js","/app/chunk-2YNRXUKR.js","/app/chunk-CBB6REDC.js","/app/chunk-DI7BTNSC.js","/app/chunk-DYCPRNK6.js","/app/chunk-FCONCXVC.js","/app/chunk-GBIAQPU3.js","/app/chunk-HA4OCDVE.js","/app/chunk-HWOCUBCH.js","/app/chunk-I4M4GIH5.js","/app/chunk-IDLHKENS.js","/app/chunk-J3PNWUAV.js","/app/chunk-K2MET23X.js","/app/chunk-OX6XH7IQ.js","/app/chunk-PM3ELAWB.js","/app/chunk-R62TMQD3.js","/app/chunk-RYCF5P5W.js","/app/chunk-S5XRBOAV.js","/app/chunk-TN77TQGI.js","/app/chunk-TUPJR7N4.js","/app/chunk-UPR32VDE.js","/app/chunk-VVDEDWYI.js","/app/chunk-XZ7EJU4D.js","/app/classes-3FN2AMAW.js","/app/classes-7NVYI5C7.js","/app/code-3ICL4HGI.js","/app/decks-LV7V335J.js","/app/decks-TRBBHS6G.js","/app/definitions-3X23MPWI.js","/app/definitions-BHDB73UI.js","/app/design-IAWZPU2P.js","/app/design-NWUMW4GR.js","/app/done-FCXIHSM3.js","/app/editor-4RCCCESI.js","/app/elsewhere-PZUCICZZ.js","/app/failure-WTWRFEM2.js","/app/feed-MQUXYIAB.js","/app/filter-ALBY5MR6.js","/app/footer-2Y5NSPZI.js","/app/formulas-I5CICUHW.js","/app/german-MZU6KRND.js","/app/hardness-HJ5G2LF3.js","/app/hardness-XISHEWZG.js","/app/help-R6RFHJ57.js","/app/history-FFI7U3RL.js","/app/import-HXP6DIL2.js","/app/join-ZVAM6EFY.js","/app/learning-6WUGAGJ4.js","/app/learning-YSG5HGNF.js","/app/memory-XCHAPL2C.js","/app/network-MAE22NXE.js","/app/notices-6HP4M2IY.js","/app/operations-454FZQI2.js","/app/operations-4Z7OTJGP.js","/app/people-252GHJUE.js","/app/people-EF5EEYU7.js","/app/plan-U2A5KZRR.js","/app/plot-4R23O3OT.js","/app/receipt-Y374OWID.js","/app/review-K3VV4SQI.js","/app/rich-A3WB5NE2.js","/app/sending-XPZTXQQF.js","/app/sharing-KSP7EST2.js","/app/sign-in-TWSSAFQZ.js","/app/sign-in-UCYO6PF6.js","/app/sign-out-OUFEJWSX.js","/app/source-AY36QLE6.js","/app/spoken-5L5EYITL.js","/app/tokens-Y2ITMNWF.js","/app/topic-HXQI5RJD.js","/app/undo-UN33IBUH.js"]};
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
