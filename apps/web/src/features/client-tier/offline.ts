/** Keeps the app for when the server is gone. Browsers allow it on https and on this machine only; elsewhere an open page still runs programs. */
import { frameUrl } from 'virtual:engines';

/** After the page and its engine have settled. */
const SETTLED_MS = 2_000;

let isKept = false;

export function keepForOffline(): void {
  // While developing there is neither a worker nor anything to keep.
  if (isKept || frameUrl === '' || !('serviceWorker' in navigator)) return;
  isKept = true;
  navigator.serviceWorker.register('/offline.js').then(
    async () => {
      const { active } = await navigator.serviceWorker.ready;
      setTimeout(() => active?.postMessage({ keep: loadedUrls() }), SETTLED_MS);
    },
    (error: unknown) => console.warn('The app cannot be kept for offline use', error),
  );
}

function loadedUrls(): string[] {
  const isKeepable = (url: URL) =>
    url.origin === location.origin &&
    /^\/(?:assets\/|theme\.js|favicon\.svg|api\/(?:problems|languages))/.test(url.pathname);
  const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  return ['/', ...loaded.filter(isKeepable).map(({ href }) => href)];
}
