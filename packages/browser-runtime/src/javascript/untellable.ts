/**
 * Finds in a value what Node.js prints and this tier cannot know: the files in an error's stack, what a promise, an
 * iterator or a weak collection holds. A program that prints it is the server's.
 */
import { Proxy as VisibleProxy } from 'node-inspect-extracted';

const { getOwnPropertyDescriptor, getPrototypeOf, prototype: objectPrototype } = Object;
const { apply, ownKeys } = Reflect;
const isPrototypeOf = objectPrototype.isPrototypeOf;
const { isArray } = Array;
const targetOf = (VisibleProxy as unknown as { getProxyDetails(value: unknown, all: boolean): unknown })
  .getProxyDetails;

const KINDS: [object, string][] = [
  [Error.prototype, 'printing an error with its stack'],
  [Promise.prototype, 'printing a promise'],
  [WeakMap.prototype, 'printing a weak collection'],
  [WeakSet.prototype, 'printing a weak collection'],
  [getPrototypeOf(new Map().keys()) as object, 'printing an iterator'],
  [getPrototypeOf(new Set().keys()) as object, 'printing an iterator'],
];

/** Beyond this nobody looks: the formatter shows two levels if it is not told otherwise, and a hundred elements. */
const MAX_DEPTH = 6;
const MAX_SHOWN = 100;
const MAX_LOOKS = 5_000;

/** @returns what the server must print; undefined when nothing was found */
export function untellableIn(value: unknown): string | undefined {
  let looks = 0;
  const look = (each: unknown, depth: number): string | undefined => {
    if (typeof each !== 'object' || each === null || depth > MAX_DEPTH || ++looks > MAX_LOOKS) return undefined;
    const seen = (targetOf(each, false) ?? each) as object;
    for (const [prototype, what] of KINDS) if (apply(isPrototypeOf, prototype, [seen])) return what;
    return lookInside(seen, depth);
  };
  const lookInside = (object: object, depth: number): string | undefined => {
    if (ArrayBuffer.isView(object)) return undefined;
    if (apply(isPrototypeOf, Map.prototype, [object]) || apply(isPrototypeOf, Set.prototype, [object])) {
      return lookInCollection(object as Map<unknown, unknown>, depth);
    }
    if (isArray(object) && isPlain(object)) return undefined;
    const keys = isArray(object)
      ? Array.from({ length: Math.min(object.length, MAX_SHOWN) }, (_, at) => at)
      : ownKeys(object);
    for (const key of keys) {
      const field = getOwnPropertyDescriptor(object, key);
      const found = field && 'value' in field ? look(field.value, depth + 1) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  const lookInCollection = (entries: Map<unknown, unknown>, depth: number): string | undefined => {
    let count = 0;
    let found: string | undefined;
    entries.forEach((one, other) => {
      if (found || ++count > MAX_SHOWN) return;
      found = look(one, depth + 1) ?? look(other, depth + 1);
    });
    return found;
  };
  return look(value, 0);
}

/** Whether nothing that is shown of an array is an object. */
function isPlain(values: readonly unknown[]): boolean {
  for (let at = 0; at < values.length && at < MAX_SHOWN; at++) {
    const value = values[at];
    if (typeof value === 'object' && value !== null) return false;
  }
  return true;
}
