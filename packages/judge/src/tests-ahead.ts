/**
 * Tests that run side by side, ahead of the one who reads their results in order.
 *
 *   not begun ──lane free──▶ running ──▶ done        in the order of their indexes
 *        └───────skip()────────┴──▶ skipped          never begun, or stopped
 *
 * The reader says what is no longer wanted; a finished test may say so too before
 * the reader has come to it (`neededNoMore`), so that nothing is run in vain. What
 * the reader asks for all the same is run after all.
 */

export interface TestsAheadOptions<T> {
  /** Most tests at once, at least 1. */
  laneCount: number;
  /** Indexes that are certainly not needed after this result. */
  neededNoMore?(index: number, result: T): readonly number[];
  signal?: AbortSignal | undefined;
}

export class TestsAhead<T> {
  readonly #run: (index: number, signal: AbortSignal) => Promise<T>;
  readonly #options: TestsAheadOptions<T>;
  readonly #running = new Map<number, { promise: Promise<T>; abort: AbortController }>();
  readonly #skipped = new Set<number>();
  readonly #count: number;
  #activeCount = 0;
  #next = 0;
  #isClosed = false;

  /**
   * @param count how many tests there are
   * @param run starts one; must settle soon after its signal is aborted
   */
  constructor(count: number, run: (index: number, signal: AbortSignal) => Promise<T>, options: TestsAheadOptions<T>) {
    this.#count = count;
    this.#run = run;
    this.#options = options;
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#fill();
  }

  /** @throws what the test threw, or the reason of `options.signal` */
  async result(index: number): Promise<T> {
    const { signal } = this.#options;
    signal?.throwIfAborted();
    if (this.#skipped.delete(index)) this.#running.delete(index);
    const running = this.#running.get(index) ?? this.#start(index);
    try {
      return await running.promise;
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  }

  skip(indexes: readonly number[]): void {
    for (const index of indexes) {
      this.#skipped.add(index);
      this.#running.get(index)?.abort.abort(new Error('an earlier test has decided'));
    }
  }

  /** Stops what runs; nothing does any more when it resolves. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#abortAll(new Error('no longer needed'));
    await Promise.allSettled([...this.#running.values()].map(({ promise }) => promise));
  }

  readonly #onAbort = () => this.#abortAll(this.#options.signal?.reason);

  #abortAll(reason: unknown): void {
    for (const { abort } of this.#running.values()) abort.abort(reason);
  }

  #fill(): void {
    while (!this.#isClosed && !this.#options.signal?.aborted && this.#activeCount < this.#options.laneCount) {
      while (this.#next < this.#count && (this.#skipped.has(this.#next) || this.#running.has(this.#next))) this.#next++;
      if (this.#next >= this.#count) return;
      this.#start(this.#next);
    }
  }

  #start(index: number): { promise: Promise<T>; abort: AbortController } {
    const abort = new AbortController();
    const promise = this.#run(index, abort.signal);
    const running = { promise, abort };
    this.#running.set(index, running);
    this.#activeCount++;
    promise
      .then((result) => {
        if (!this.#skipped.has(index)) this.skip(this.#options.neededNoMore?.(index, result) ?? []);
      })
      .catch(() => {}) // The reader sees it, if it ever comes so far.
      .finally(() => {
        this.#activeCount--;
        this.#fill();
      });
    return running;
  }
}
