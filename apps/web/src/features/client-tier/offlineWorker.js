/**
 * The service worker: keeps the app's files and the problems that were looked at, for when the server is gone. The server
 * comes first wherever an answer can change; only files whose names hold their hash come from here at once.
 * The build writes it to /offline.js with BUILD replaced, so that each build begins with an empty cache.
 */
const CACHE = 'letscode-BUILD';
const ANSWERS = /^\/api\/(?:problems|languages)(?:\/|$)/;
const FILES = /^\/(?:theme\.js|favicon\.svg)$/;

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

/** The page names what it had loaded before this worker was there. */
self.addEventListener('message', ({ data }) => {
  if (Array.isArray(data?.keep)) void keepAll(data.keep);
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    // Every page of the app is the same document. A frame is none of them.
    if (request.destination === 'document' && !pathname.startsWith('/api/'))
      event.respondWith(networkFirst(request, '/'));
  } else if (pathname.startsWith('/assets/')) event.respondWith(cacheFirst(request));
  else if (ANSWERS.test(pathname) || FILES.test(pathname)) event.respondWith(networkFirst(request, request.url));
});

async function takeOver() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

async function keepAll(urls) {
  const cache = await caches.open(CACHE);
  for (const url of urls) if (!(await cache.match(url))) await cache.add(url).catch(() => {});
}

async function cacheFirst(request) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request.url);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone());
  return response;
}

async function networkFirst(request, key) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(key, response.clone());
    return response;
  } catch (error) {
    const found = await cache.match(key);
    if (found) return found;
    throw error;
  }
}
