const BUILD = {"VERSION":"11dad434ffbc","FIRST":["/app/engram.css","/app/main.js","/app/review-C5JGA5UZ.js","/app/sending-2Q2474ZU.js","/app/feed-NWXFY2KX.js","/app/chunk-RLTKV3W2.js","/app/chunk-U72LMULK.js","/app/chunk-IDLHKENS.js"],"LATER":["/app/account-JI6MUMT5.js","/app/account-NOOENUVC.js","/app/chunk-5TDC4C3J.js","/app/chunk-6LAMBIWK.js","/app/chunk-6XD2M6MT.js","/app/chunk-7BNO4ROB.js","/app/chunk-7GRGE2GX.js","/app/chunk-DE2O7DJR.js","/app/chunk-FCONCXVC.js","/app/chunk-FOSBYM6M.js","/app/chunk-FUOIGXOC.js","/app/chunk-HD3V3NEW.js","/app/chunk-HTWM46DX.js","/app/chunk-MWQQMSBM.js","/app/chunk-MYBEHPAN.js","/app/chunk-OR35FXEB.js","/app/chunk-RXDXA5V2.js","/app/chunk-SENCUTPJ.js","/app/chunk-SN64DMCW.js","/app/chunk-SUOEPQXQ.js","/app/chunk-V3ITL5K5.js","/app/chunk-VEMK7OCR.js","/app/chunk-VFKTD46H.js","/app/chunk-XVLPKKQW.js","/app/chunk-ZUKCBMDQ.js","/app/classes-5YPYJ6JW.js","/app/classes-MFR2TYZU.js","/app/code-GRORDW3C.js","/app/decks-5EJK6MIR.js","/app/decks-KDPC7UFM.js","/app/definitions-LDW7NZLE.js","/app/definitions-OAI5H6JZ.js","/app/design-RQ4VSY7B.js","/app/design-XE7ERDGX.js","/app/done-PDN2FINH.js","/app/editor-HMAMQFMK.js","/app/elsewhere-EN4PYSYN.js","/app/failure-6O6TOMP5.js","/app/filter-A6MOBMBG.js","/app/footer-ZJUUS3KL.js","/app/forget-DKIEGGYG.js","/app/formulas-P5266RZN.js","/app/german-BEAMBVW4.js","/app/hardness-DRQME25B.js","/app/hardness-J4J4S36Z.js","/app/help-RA7M2HO3.js","/app/history-MCNHXFVR.js","/app/import-KFGSSSHS.js","/app/join-7AZK222G.js","/app/learning-HJKWGBNL.js","/app/learning-OHSADYQ7.js","/app/memory-Z5S557XL.js","/app/network-DW57YJQI.js","/app/notices-UJPMJNOI.js","/app/operations-E6JFT6ZI.js","/app/operations-TYNYH5AB.js","/app/people-KAI7EO2O.js","/app/people-ORFVWZ2G.js","/app/plan-C4DWHM7A.js","/app/plot-4R23O3OT.js","/app/receipt-LMB73R6H.js","/app/review-DZBX7LKK.js","/app/rich-7MNVI3RW.js","/app/sharing-OHZS7YIO.js","/app/sign-in-6OPQELJY.js","/app/sign-in-J36KFM3T.js","/app/sign-out-CK6HNJ3I.js","/app/source-X5IHY5SL.js","/app/spoken-U6VPGXNY.js","/app/tokens-TDB2KPPS.js","/app/topic-7QIP5FBA.js","/app/undo-OC5LPJ2K.js"]};
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
