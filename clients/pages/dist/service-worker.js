const BUILD = {"VERSION":"4e12f1270e3a","FIRST":["/app/engram.css","/app/main.js","/app/review-FCS3DXKV.js","/app/sending-S5JEGSCF.js","/app/feed-FUTMXMFL.js","/app/chunk-V5IHDI3J.js","/app/chunk-A35SYGO5.js","/app/chunk-F4ZNTN4S.js"],"LATER":["/app/account-MHFWUPWV.js","/app/account-MM6NR2UL.js","/app/chunk-2XJIVIUB.js","/app/chunk-4CJS65NO.js","/app/chunk-5HSZWUAD.js","/app/chunk-6YJ6S7Q3.js","/app/chunk-E6TTUW5O.js","/app/chunk-EUDYFG5A.js","/app/chunk-FCONCXVC.js","/app/chunk-FEI7ZHBA.js","/app/chunk-FQRMJGGE.js","/app/chunk-I32ZCZMZ.js","/app/chunk-IOPETBVN.js","/app/chunk-JGH2KQ4L.js","/app/chunk-K32W5LOZ.js","/app/chunk-MHOSIHZZ.js","/app/chunk-NAPD73OL.js","/app/chunk-OHPOBRRF.js","/app/chunk-PRXWUNKF.js","/app/chunk-SE6GQIC7.js","/app/chunk-UKLPQ232.js","/app/chunk-UPEZPX5B.js","/app/chunk-UQYCGX62.js","/app/chunk-YNBGPUAG.js","/app/chunk-YZDCVGOI.js","/app/classes-7Q7UHKWO.js","/app/classes-X5ENTHUU.js","/app/code-GRORDW3C.js","/app/decks-HZNJXAMY.js","/app/decks-IXMYYABW.js","/app/definitions-DES7XMDR.js","/app/definitions-SYFOXKFX.js","/app/design-M3TIBUBB.js","/app/design-SQPPKJDI.js","/app/done-ORPX4NTV.js","/app/editor-RJB6UPJQ.js","/app/elsewhere-BAGLDJR3.js","/app/failure-HRN6XPFT.js","/app/filter-PMRFTZ5W.js","/app/footer-FKUM2YEK.js","/app/forget-AAFAKIFL.js","/app/formulas-CNJ2ZJUA.js","/app/german-YS6BTHPN.js","/app/hardness-B74G3HMN.js","/app/hardness-RRM7MZLF.js","/app/help-KBGXS37O.js","/app/history-57JT5J47.js","/app/import-UQTODG47.js","/app/join-O4HZME3N.js","/app/learning-TZAQ4UCK.js","/app/learning-Z22QNBFE.js","/app/memory-LMH6RADS.js","/app/network-SHJQKKHH.js","/app/notices-MMKB2KMG.js","/app/operations-F2P6FV4S.js","/app/operations-J477DMQ4.js","/app/people-F2YIOUAZ.js","/app/people-OU26EOFB.js","/app/plan-VHFVYHZL.js","/app/plot-4R23O3OT.js","/app/receipt-MPXXVP3K.js","/app/review-WJJCDUMR.js","/app/rich-GOL3JOCY.js","/app/sharing-ZB6WELF6.js","/app/sign-in-6XN775Z4.js","/app/sign-in-PHONRN4N.js","/app/sign-out-6GYWXB2A.js","/app/source-XVDJIZCG.js","/app/spoken-JSKLAJUL.js","/app/tokens-WVYIX3HK.js","/app/topic-KYRX4EMG.js","/app/undo-B73QYCRC.js"]};
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
