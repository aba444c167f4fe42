/** Ways to storage, to the page and to other frames. */
import { type Attempt, tries, works } from './attempt.js';

export const STORAGE: Attempt[] = [
  works(
    'IndexedDB',
    `await new Promise((yes, no) => { const r = find('indexedDB').open('left'); r.onsuccess = yes; r.onerror = no; }); await find('fetch').call(globalThis, 'OUTSIDE/idb', { mode: 'no-cors' });`,
  ),
  tries(
    'Cache.put',
    `const c = await find('caches').open('left'); const R = find('Response'); await c.put('/x', new R('x'));`,
  ),
  tries('localStorage', `find('localStorage').setItem('left', '1');`),
  tries('cookieStore', `await find('cookieStore').set('left', '1');`),
  tries(
    'the file system of the origin',
    `await (await find('navigator').storage.getDirectory()).getFileHandle('left', { create: true });`,
  ),
  tries('locks', `await find('navigator').locks.request('left', () => new Promise(() => {}));`),
  tries('BroadcastChannel', `const B = find('BroadcastChannel'); new B('page').postMessage('left');`),
  tries('a file', `require('fs').writeFileSync('/tmp/left', 'x');`),
];

export const PAGE: Attempt[] = [
  tries('the document', `find('document').body.innerHTML = 'left';`),
  tries('the parent window', `(globalThis.parent ?? globalThis.top).document.title = 'left';`),
  tries(
    'the opener and the frames',
    `for (const w of [globalThis.opener, ...(globalThis.frames ?? [])]) w.postMessage('letscode:open', '*');`,
  ),
  tries('clients of a service worker', `for (const c of await find('clients').matchAll()) c.postMessage('left');`),
  tries(
    'a global postMessage',
    `find('postMessage').call(globalThis, { kind: 'ended', end: { kind: 'exited', exitCode: 0, stdout: new Uint8Array([52, 50]) } });`,
  ),
  tries(
    'closing the worker and going on',
    `try { find('close').call(globalThis); } catch {} console.log('still here');`,
  ),
  tries(
    'markup on standard output',
    `console.log('<img src=OUTSIDE/markup onerror=document.title="left"><script>document.title="left"</script>');`,
  ),
  tries('markup on standard error', `console.error('<img src=OUTSIDE/markup-error>'); process.exit(3);`),
  tries('markup in an error', `throw new Error('<img src=OUTSIDE/markup-thrown onerror=document.title="left">');`),
];
