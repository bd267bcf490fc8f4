const BUILD = {"VERSION":"69bd58d41c33","FIRST":["/app/main.js","/app/engram.css","/app/review-B4P3NJVK.js","/app/chunk-HDTSCH2S.js","/app/chunk-OS5P53FB.js","/app/chunk-CVVJ2WI6.js","/app/chunk-YBNPBCWL.js","/app/chunk-SQE76S5B.js","/app/chunk-3UDZNURL.js","/app/chunk-RW75U3BH.js","/app/chunk-CAM6XWIO.js","/app/chunk-7WPOJGVG.js","/app/chunk-4GHYPOQO.js"],"LATER":["/app/account-E2PAQ6ZS.js","/app/account-LT3QS4W4.js","/app/chunk-2HIK6DDB.js","/app/chunk-33STUQ44.js","/app/chunk-4AZUPQTG.js","/app/chunk-57BGNGY3.js","/app/chunk-6BIDAZ3E.js","/app/chunk-6JNNKPHT.js","/app/chunk-B3O3PCWF.js","/app/chunk-BKM4TJEJ.js","/app/chunk-BZ5TJGEK.js","/app/chunk-E5T3USL7.js","/app/chunk-FCONCXVC.js","/app/chunk-FHR5G3I7.js","/app/chunk-HDVUQVTX.js","/app/chunk-IEKAPNCW.js","/app/chunk-KBSM5RU4.js","/app/chunk-RXVHAHHM.js","/app/chunk-UX5LQMN5.js","/app/chunk-VUNANKEW.js","/app/chunk-WECQU7EH.js","/app/chunk-WIUSNYYT.js","/app/classes-7AAROZXE.js","/app/classes-KVQALIOE.js","/app/decks-M556RI45.js","/app/decks-OPG6XNIB.js","/app/definitions-PCHXEXGO.js","/app/definitions-YZEP5KRV.js","/app/design-NTA3SSIK.js","/app/design-Q2AVUXGO.js","/app/done-YAPBLSJ6.js","/app/editor-INUGRS7O.js","/app/formulas-G652MG6S.js","/app/hardness-DTDS5QAY.js","/app/hardness-GTFR7DNP.js","/app/help-R43WH3IF.js","/app/import-5PDBQ5SV.js","/app/join-U5SGJA2Q.js","/app/learning-MFVHFDXB.js","/app/learning-MMHXPJZR.js","/app/notices-IDMKBGOA.js","/app/operations-MAHXXDB5.js","/app/operations-XVHAYITU.js","/app/people-NRRJSBYZ.js","/app/people-YU3A5L6U.js","/app/review-WUUVT2PS.js","/app/sharing-LAYBOFYF.js","/app/sign-in-TU5TZWNK.js","/app/sign-in-UCTA3667.js","/app/src-YDPVDAKZ.js"]};
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
