const BUILD = {"VERSION":"3d7b820b7e92","FIRST":["/app/engram.css","/app/main.js","/app/review-O5BDMS34.js","/app/chunk-SWISMBSB.js","/app/chunk-B23JPAYB.js"],"LATER":["/app/account-4MBNCRUL.js","/app/account-I6RYQFC4.js","/app/chunk-3X7A24W5.js","/app/chunk-42JKEEAS.js","/app/chunk-4JWQ7MSG.js","/app/chunk-5KS4HAZU.js","/app/chunk-5N7UGPAM.js","/app/chunk-6IBIQIYL.js","/app/chunk-7AQIR4T2.js","/app/chunk-7YHT4XTO.js","/app/chunk-AOJBMJ6H.js","/app/chunk-BDLRY4N4.js","/app/chunk-DPDDT2B5.js","/app/chunk-FCONCXVC.js","/app/chunk-FQNZQF3X.js","/app/chunk-GFJVNGDA.js","/app/chunk-GURBH63L.js","/app/chunk-IDLHKENS.js","/app/chunk-LECHIXN4.js","/app/chunk-Q6SDGU4N.js","/app/chunk-QQO2GDSF.js","/app/chunk-SVLKHGB5.js","/app/chunk-UAT5P4GM.js","/app/chunk-W3SMKLB3.js","/app/chunk-ZVYJNHGU.js","/app/classes-HUH4L2MZ.js","/app/classes-RRO3WNFH.js","/app/code-3ICL4HGI.js","/app/decks-7QRZAEUD.js","/app/decks-LW3FHYVT.js","/app/definitions-HAHKSD6E.js","/app/definitions-KHHUFHVS.js","/app/design-2RZG3D6D.js","/app/design-VZNTHX6K.js","/app/done-OVK4V2TG.js","/app/editor-RX6YRDNX.js","/app/elsewhere-BM5QTFRP.js","/app/failure-NAQY67AH.js","/app/feed-TEQMTTQY.js","/app/filter-WUJUNB4L.js","/app/footer-YK5BFKJX.js","/app/formulas-UBK33RUU.js","/app/german-BCDOVXSM.js","/app/hardness-CPN3MS5M.js","/app/hardness-D5O2B4DT.js","/app/help-UNBRJJIE.js","/app/history-KVZZ5EIQ.js","/app/import-CQE3QDCT.js","/app/join-VEHQPHGZ.js","/app/learning-MLXRDGEK.js","/app/learning-TKGG3V25.js","/app/memory-BPLABRNV.js","/app/network-E4BIQVSO.js","/app/notices-NXGOFRRI.js","/app/operations-2CSPNLE5.js","/app/operations-6C3JROEB.js","/app/people-R5PG4VMN.js","/app/people-ZK4YAIUP.js","/app/plan-57KDQZR6.js","/app/plot-4R23O3OT.js","/app/receipt-BGL7U4JU.js","/app/review-QHYQXQKJ.js","/app/rich-WUCWD4I2.js","/app/sending-UTDS3VRA.js","/app/sharing-CEYWU6CC.js","/app/sign-in-TWHUGVWS.js","/app/sign-in-WSH7ZFQI.js","/app/sign-out-TLPOZDJX.js","/app/source-SJHCBLTF.js","/app/spoken-SUTVNJMP.js","/app/tokens-NI7C4FMR.js","/app/topic-MUUCPH43.js","/app/undo-JBDN2K5N.js"]};
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
