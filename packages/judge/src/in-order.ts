/**
 * Runs tests side by side, yet answers as if they had run one after the other:
 * the first failure in order decides, what comes after it is stopped or never
 * started, and results are told in order.
 */

export interface InOrderOptions<T> {
  /** Most tests at once, at least 1. */
  laneCount: number;
  /** Whether nothing after this result matters. */
  endsAll(result: T): boolean;
  /** Called in order, with the index; never for one after a result that ends all. */
  onResult?(result: T, index: number): void;
  signal?: AbortSignal | undefined;
}

/**
 * @param count how many there are
 * @param run starts number `index`; must settle soon after its signal is aborted
 * @returns the results up to and including the first that ends all
 * @throws what the first failing `run` in order threw, or the reason of `options.signal`; nothing runs any more then
 */
export async function runInOrder<T>(
  count: number,
  run: (index: number, signal: AbortSignal) => Promise<T>,
  options: InOrderOptions<T>,
): Promise<T[]> {
  const aborts: AbortController[] = [];
  const pending: Promise<T>[] = [];
  const results: T[] = [];
  const abortAll = (reason: unknown) => {
    for (const abort of aborts) abort.abort(reason);
  };
  let isOver = false;
  /** The lowest index known to end all; nothing behind it is started. */
  let lastIndex = count - 1;
  const start = () => {
    const index = pending.length;
    const abort = new AbortController();
    aborts.push(abort);
    const running = run(index, abort.signal).then((result) => {
      if (options.endsAll(result) && index <= lastIndex) {
        lastIndex = index;
        for (const later of aborts.slice(index + 1)) later.abort(new Error('an earlier test has decided'));
      }
      return result;
    });
    running.catch(() => {}); // Looked at in order below; one after the deciding test is never looked at.
    pending.push(running);
  };
  const onAbort = () => abortAll(options.signal?.reason);
  options.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    let active = 0;
    const fill = () => {
      while (active < options.laneCount && pending.length <= lastIndex) {
        active++;
        start();
        const done = () => {
          active--;
          if (!options.signal?.aborted && !isOver) fill();
        };
        (pending.at(-1) as Promise<T>).then(done, done);
      }
    };
    options.signal?.throwIfAborted();
    fill();
    for (let index = 0; index <= lastIndex; index++) {
      options.signal?.throwIfAborted();
      let result: T;
      try {
        result = await (pending[index] as Promise<T>);
      } catch (error) {
        throw options.signal?.aborted ? options.signal.reason : error;
      }
      results.push(result);
      options.onResult?.(result, index);
    }
    return results;
  } finally {
    isOver = true;
    options.signal?.removeEventListener('abort', onAbort);
    abortAll(new Error('no longer needed'));
    await Promise.allSettled(pending);
  }
}
