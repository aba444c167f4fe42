/** Node's timers on the program's event loop; what they return is an object there, too. */
import type { EventLoop, TimerEntry } from './event-loop.js';

let lastId = 0;

class Timeout {
  // Private to the language, not only to the checker of types: a program holds this object.
  readonly #id = ++lastId;
  readonly #loop: EventLoop;
  readonly #entry: TimerEntry;
  readonly #delayMs: number;

  constructor(loop: EventLoop, entry: TimerEntry, delayMs: number, known: Map<number, Timeout>) {
    this.#loop = loop;
    this.#entry = entry;
    this.#delayMs = delayMs;
    known.set(this.#id, this);
  }

  ref(): this {
    this.#entry.isReferenced = true;
    return this;
  }

  unref(): this {
    this.#entry.isReferenced = false;
    return this;
  }

  hasRef(): boolean {
    return this.#entry.isReferenced;
  }

  refresh(): this {
    this.#loop.refresh(this.#entry, this.#delayMs);
    return this;
  }

  close(): this {
    this.#loop.removeTimer(this.#entry);
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.#id;
  }
}

function needFunction(callback: unknown): void {
  if (typeof callback !== 'function')
    throw Object.assign(new TypeError('The "callback" argument must be of type function.'), {
      code: 'ERR_INVALID_ARG_TYPE',
    });
}

type Callback = (...values: unknown[]) => void;

export function timerFunctions(loop: EventLoop) {
  const known = new Map<number, Timeout>();
  const start = (callback: Callback, delayMs: unknown, repeats: boolean, values: unknown[]) => {
    needFunction(callback);
    const delay = Number(delayMs ?? 1);
    return new Timeout(
      loop,
      loop.addTimer(() => callback(...values), delay, repeats),
      delay,
      known,
    );
  };
  const clear = (timer: unknown) => {
    const found = timer instanceof Timeout ? timer : known.get(Number(timer));
    found?.close();
  };
  return {
    setTimeout: (callback: Callback, delayMs?: unknown, ...values: unknown[]) =>
      start(callback, delayMs, false, values),
    setInterval: (callback: Callback, delayMs?: unknown, ...values: unknown[]) =>
      start(callback, delayMs, true, values),
    setImmediate: (callback: Callback, ...values: unknown[]) => {
      needFunction(callback);
      return loop.addImmediate(() => callback(...values));
    },
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: (immediate: unknown) => (immediate as { cancel?: () => void } | undefined)?.cancel?.(),
  };
}

export function timerPromises(loop: EventLoop) {
  return {
    setTimeout: (delayMs?: unknown, value?: unknown) =>
      new Promise((resolve) => loop.addTimer(() => resolve(value), Number(delayMs ?? 1), false)),
    setImmediate: (value?: unknown) => new Promise((resolve) => loop.addImmediate(() => resolve(value))),
  };
}
