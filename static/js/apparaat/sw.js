// The service worker: gives pages that went along when there is no network. It keeps no answers; the queue does that.
// SHELL, put before this text by the server: {release, files, offline}.
const PAGES = "kompas-paginas"; // filled and emptied by the pages themselves: meenemen.js
const SHELLS = "kompas-schil-";
const PATIENCE = 8000; // milliseconds before a page that went along is better than waiting
const IS_NAMED_BY_CONTENT = /\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data?.kind === "release") event.ports[0].postMessage(SHELL.release);
  if (event.data?.kind === "tidy") event.waitUntil(tidy());
});

async function install() {
  const shell = await caches.open(SHELLS + SHELL.release);
  // A file that is named by its content may come from what the browser has already: it can only be the same.
  const ask = (url) => new Request(url, { cache: IS_NAMED_BY_CONTENT.test(url) ? "default" : "reload" });
  await shell.addAll([...SHELL.files, SHELL.offline].map(ask));
  await self.skipWaiting(); // older pages keep their own files: those of earlier releases stay until tidy()
}

// Earlier releases may go as soon as no page that went along was made by them.
async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith(SHELLS) && name !== SHELLS + SHELL.release) await caches.delete(name);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(showPage(request, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(giveFile(request, url));
});

async function showPage(request, url) {
  const pages = await caches.open(PAGES);
  const kept = await pages.match(url.pathname);
  try {
    const response = await within(fetch(request), kept ? PATIENCE : 0);
    if (kept && [502, 503, 504].includes(response.status)) return kept;
    const isWhole = response.ok && !response.redirected && !url.search;
    if (kept && isWhole) await pages.put(url.pathname, response.clone());
    return response;
  } catch {
    return kept ?? (await caches.match(SHELL.offline)) ?? Response.error();
  }
}

function within(promise, patience) {
  if (!patience) return promise;
  return Promise.race([promise, new Promise((_, reject) => setTimeout(reject, patience, new Error("too slow")))]);
}

async function giveFile(request, url) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept && IS_NAMED_BY_CONTENT.test(url.pathname)) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
