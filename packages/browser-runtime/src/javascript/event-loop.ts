/**
 * Node's event loop, as far as a program can tell: one callback a turn, then the ticks, then promises.
 *
 *     due timers → input → immediates → wait for the next timer → nothing left: onIdle
 *
 * The browser's own loop gives each callback a turn of its own, so that promise jobs run in between.
 * All that can call a program back goes through here; when this is empty, the program has ended.
 */
const nativeSetTimeout = globalThis.setTimeout.bind(globalThis);
const now = performance.now.bind(performance);

type Callback = () => void;

export interface TimerEntry {
  due: number;
  order: number;
  callback: Callback;
  repeatMs: number | undefined;
  isReferenced: boolean;
  isActive: boolean;
}

export class EventLoop {
  onError: (error: unknown) => void = () => {};
  onIdle: () => void = () => {};
  private readonly inputs: Callback[] = [];
  private immediates: { callback: Callback; isActive: boolean }[] = [];
  private readonly timers: TimerEntry[] = [];
  private ticks: Callback[] = [];
  private order = 0;
  private isInCallback = false;
  private isScheduled = false;
  private isStopped = false;
  private readonly requestTurn: () => void;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      this.isScheduled = false;
      this.turn();
    };
    const post = port2.postMessage.bind(port2);
    this.requestTurn = () => post(0);
  }

  /** Runs `main` as the first callback, then all that follows from it. A module runs as a promise's callback does. */
  start(main: Callback, isModule: boolean): void {
    if (isModule) this.guarded(main);
    else this.call(main);
    this.wake();
  }

  stop(): void {
    this.isStopped = true;
  }

  wake(): void {
    if (this.isScheduled || this.isStopped) return;
    this.isScheduled = true;
    this.requestTurn();
  }

  hasWork(): boolean {
    const waits = this.timers.some((timer) => timer.isReferenced);
    return waits || this.inputs.length > 0 || this.immediates.length > 0 || this.ticks.length > 0;
  }

  nextTick(callback: Callback): void {
    this.ticks.push(callback);
    // From a promise's callback: when no promise has a callback left, before anything else.
    if (!this.isInCallback) this.wake();
  }

  addInput(callback: Callback): void {
    this.inputs.push(callback);
    this.wake();
  }

  addImmediate(callback: Callback): { cancel: Callback } {
    const entry = { callback, isActive: true };
    this.immediates.push(entry);
    this.wake();
    return {
      cancel: () => {
        entry.isActive = false;
        this.immediates = this.immediates.filter((each) => each !== entry);
      },
    };
  }

  addTimer(callback: Callback, delayMs: number, repeats: boolean): TimerEntry {
    const delay = delayMs >= 1 && delayMs <= 0x7fffffff ? Math.trunc(delayMs) : 1;
    const timer = {
      due: 0,
      order: 0,
      callback,
      repeatMs: repeats ? delay : undefined,
      isReferenced: true,
      isActive: true,
    };
    this.insert(timer, delay);
    this.wake();
    return timer;
  }

  refresh(timer: TimerEntry, delayMs: number): void {
    this.removeTimer(timer);
    timer.isActive = true;
    this.insert(timer, Math.max(1, Math.trunc(delayMs)));
    this.wake();
  }

  removeTimer(timer: TimerEntry): void {
    timer.isActive = false;
    const at = this.timers.indexOf(timer);
    if (at >= 0) this.timers.splice(at, 1);
  }

  private insert(timer: TimerEntry, delayMs: number): void {
    timer.due = Math.floor(now()) + delayMs;
    timer.order = this.order++;
    let low = 0;
    let high = this.timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.timers[middle] as TimerEntry).due <= timer.due) low = middle + 1;
      else high = middle;
    }
    this.timers.splice(low, 0, timer);
  }

  private turn(): void {
    if (this.isStopped) return;
    const next = this.ticks.length > 0 ? () => {} : this.nextCallback();
    if (next) {
      this.call(next);
      this.wake();
      return;
    }
    const [first] = this.timers;
    if (first && this.timers.some((timer) => timer.isReferenced)) {
      nativeSetTimeout(() => this.wake(), Math.max(0, first.due - now()));
      return;
    }
    // One task of the browser later a rejection that nobody handles has been told.
    nativeSetTimeout(() => {
      if (this.isStopped || this.isScheduled) return;
      if (this.hasWork()) this.wake();
      else this.guarded(this.onIdle);
    }, 0);
  }

  private nextCallback(): Callback | undefined {
    const [timer] = this.timers;
    if (timer && timer.due <= now()) {
      this.timers.shift();
      if (timer.repeatMs === undefined) timer.isActive = false;
      return () => {
        try {
          timer.callback();
        } finally {
          if (timer.repeatMs !== undefined && timer.isActive) this.insert(timer, timer.repeatMs);
        }
      };
    }
    const input = this.inputs.shift();
    if (input) return input;
    for (;;) {
      const immediate = this.immediates.shift();
      if (!immediate || immediate.isActive) return immediate?.callback;
    }
  }

  /** A callback and the ticks that it leaves. */
  private call(callback: Callback): void {
    this.isInCallback = true;
    this.guarded(callback);
    while (this.ticks.length > 0 && !this.isStopped) {
      const ticks = this.ticks;
      this.ticks = [];
      for (const tick of ticks) this.guarded(tick);
    }
    this.isInCallback = false;
  }

  private guarded(callback: Callback): void {
    if (this.isStopped) return;
    try {
      callback();
    } catch (error) {
      this.onError(error);
    }
  }
}
