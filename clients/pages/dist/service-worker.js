const BUILD = {"VERSION":"036c6f772978","FIRST":["/app/main.js","/app/engram.css","/app/review-7Y4LD3DL.js","/app/chunk-HDTSCH2S.js","/app/chunk-ZDY2PMF2.js","/app/chunk-CVVJ2WI6.js","/app/chunk-YBNPBCWL.js","/app/chunk-SQE76S5B.js","/app/chunk-YYP6H72G.js","/app/chunk-RW75U3BH.js","/app/chunk-CAM6XWIO.js","/app/chunk-7GNQV5V2.js","/app/chunk-4GHYPOQO.js"],"LATER":["/app/account-E2PAQ6ZS.js","/app/account-KIKD6CB7.js","/app/chunk-2HIK6DDB.js","/app/chunk-33STUQ44.js","/app/chunk-46DC2AQA.js","/app/chunk-4ZB6JDNP.js","/app/chunk-6JNNKPHT.js","/app/chunk-B3O3PCWF.js","/app/chunk-BZ5TJGEK.js","/app/chunk-D436BDUB.js","/app/chunk-FCONCXVC.js","/app/chunk-HDVUQVTX.js","/app/chunk-I376W47B.js","/app/chunk-KBSM5RU4.js","/app/chunk-MZA6UUGO.js","/app/chunk-PMDGSOR3.js","/app/chunk-PVUIE5HE.js","/app/chunk-RXVHAHHM.js","/app/chunk-TLGMFVCV.js","/app/chunk-TUSAXNAR.js","/app/chunk-UH7W4JIZ.js","/app/chunk-VH45DI67.js","/app/classes-7AAROZXE.js","/app/classes-SBFM5WNB.js","/app/decks-M556RI45.js","/app/decks-ZPP676T3.js","/app/definitions-57SQ2AFL.js","/app/definitions-YZEP5KRV.js","/app/design-NTA3SSIK.js","/app/design-TTMFIAZU.js","/app/done-YDQNNVS3.js","/app/editor-GFQ2P6GF.js","/app/formulas-G652MG6S.js","/app/hardness-DTDS5QAY.js","/app/hardness-ZDTLFF76.js","/app/help-SAEPAQ7C.js","/app/import-ONJVIJGI.js","/app/join-WNADBOSC.js","/app/learning-HHZXXVMG.js","/app/learning-MFVHFDXB.js","/app/notices-VLOU4Q7W.js","/app/operations-MAHXXDB5.js","/app/operations-VE3UO5XW.js","/app/people-X424HYHE.js","/app/people-YU3A5L6U.js","/app/review-WUUVT2PS.js","/app/sharing-VKEYHDXV.js","/app/sign-in-RSDLPD7V.js","/app/sign-in-TU5TZWNK.js","/app/src-YDPVDAKZ.js"]};
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
