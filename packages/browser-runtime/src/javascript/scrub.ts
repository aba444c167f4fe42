/**
 * Takes the browser away from the worker: every global along the prototype chain goes, but for those of the
 * language itself and a few that Node.js has too. The policy of the frame is what keeps a program in; this is the second
 * layer, and what makes the worker look like Node.js.
 *
 * What Node.js has and this tier lacks stays as a getter that refuses: touching it sends the run to the server.
 */
type Refuse = (what: string) => never;

const LANGUAGE =
  'Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError globalThis JSON Math Intl ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set WeakMap WeakSet WeakRef FinalizationRegistry Proxy Reflect decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN';
const SHARED = 'TextEncoder TextDecoder URL URLSearchParams structuredClone atob btoa queueMicrotask console';
const KEPT = new Set(`${LANGUAGE} ${SHARED}`.split(' '));

/** In Node.js 20, and not here. */
const LACKING =
  'fetch Headers Request Response FormData Blob File WebAssembly crypto Crypto CryptoKey SubtleCrypto AbortController AbortSignal Event EventTarget MessageChannel MessagePort MessageEvent BroadcastChannel DOMException SharedArrayBuffer Atomics ReadableStream WritableStream TransformStream CompressionStream DecompressionStream WebSocket Iterator Performance PerformanceEntry CustomEvent navigator localStorage'
    .split(' ')
    .filter((name) => !['navigator', 'localStorage', 'WebSocket'].includes(name));

/** In newer engines than Node.js 20: whether the server's has it nobody here knows. */
const NEWER: [object, string][] = [
  [Object, 'groupBy'],
  [Map, 'groupBy'],
  [Array, 'fromAsync'],
  [Promise, 'withResolvers'],
  [Promise, 'try'],
  [Math, 'sumPrecise'],
  [Math, 'f16round'],
  [RegExp, 'escape'],
  [Error, 'isError'],
  [JSON, 'rawJSON'],
  [Map.prototype, 'getOrInsert'],
  [Map.prototype, 'getOrInsertComputed'],
  [ArrayBuffer.prototype, 'transfer'],
  ...['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'].map(
    (name): [object, string] => [Set.prototype, name],
  ),
  ...'map filter take drop flatMap reduce toArray forEach some every find'
    .split(' ')
    .map((name): [object, string] => [
      Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object,
      name,
    ]),
];

export function removeBrowser(refuse: Refuse): void {
  const scope = globalThis as unknown as Record<PropertyKey, unknown>;
  for (
    let holder: object | null = scope;
    holder && holder !== Object.prototype;
    holder = Object.getPrototypeOf(holder)
  ) {
    for (const key of Reflect.ownKeys(holder)) {
      if (key === 'constructor' || (typeof key === 'string' && KEPT.has(key))) continue;
      remove(holder, key);
    }
    // A name of the scope's class leads to nothing but an empty prototype.
    if (holder !== scope) Object.defineProperty(holder, 'constructor', { value: Object, configurable: false });
  }
  const url = scope.URL as unknown as Record<string, unknown>;
  delete url.createObjectURL;
  delete url.revokeObjectURL;
  for (const name of LACKING) refuseOn(scope, name, name, refuse);
  for (const [holder, name] of NEWER) {
    if (name in holder) refuseOn(holder, name, `a newer ${name}`, refuse);
  }
  sameLocale(refuse);
}

function remove(holder: object, key: PropertyKey): void {
  if (Reflect.deleteProperty(holder, key)) return;
  if (Reflect.defineProperty(holder, key, { value: undefined, writable: false })) return;
  // Constants of the scope's class stay; nothing can be done with a number.
  if (typeof Reflect.getOwnPropertyDescriptor(holder, key)?.value !== 'number')
    throw new Error(`cannot remove ${String(key)}`);
}

function refuseOn(holder: object, key: string, what: string, refuse: Refuse): void {
  Object.defineProperty(holder, key, {
    configurable: false,
    enumerable: false,
    get: () => refuse(what),
    set(value: unknown) {
      // A program may have a variable of this name.
      if (this === globalThis) throw refuse(what);
      Object.defineProperty(this, key, { value, writable: true, configurable: true, enumerable: true });
    },
  });
}

/** The server's programs run in UTC and in English. */
function sameLocale(refuse: Refuse): void {
  type Method = (this: unknown, ...values: unknown[]) => unknown;
  const inEnglish = (holder: object, name: string, place: number) => {
    const native = (holder as Record<string, Method>)[name] as Method;
    const replacement = {
      [name](this: unknown, ...values: unknown[]) {
        if (values[place] === undefined) values[place] = 'en-US';
        return Reflect.apply(native, this, values);
      },
    }[name];
    Object.defineProperty(holder, name, { value: replacement, writable: true, configurable: true, enumerable: false });
  };
  if (new Intl.NumberFormat().resolvedOptions().locale !== 'en-US') {
    inEnglish(String.prototype, 'localeCompare', 1);
    for (const holder of [Number.prototype, BigInt.prototype, Date.prototype]) inEnglish(holder, 'toLocaleString', 0);
  }
  const isUtc = [0, 6].every((month) => new Date(2020, month, 1).getTimezoneOffset() === 0);
  if (isUtc) return;
  for (const name of Object.getOwnPropertyNames(Date.prototype)) {
    if (
      /^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset|Year)$|^to(Locale|Date|Time|String)/.test(name)
    )
      Object.defineProperty(Date.prototype, name, { value: () => refuse('local time'), configurable: true });
  }
}
