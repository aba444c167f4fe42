/**
 * Which lanes drafts may use: only what submissions and tests leave over, and one lane less than that.
 *
 * Every run on behalf of somebody who waits goes through `share`; when it leaves no lane free, drafts
 * are stopped at once. With two lanes or one that means: any run stops them.
 */
import type { RunsPrograms } from '@letscode/judge';

class GaveWay extends Error {}

export class LaneShare {
  readonly #laneCount: number;
  readonly #jobCount: () => number;
  readonly #drafts = new Set<AbortController>();
  #runCount = 0;

  /** @param jobCount submissions, tests and steps that this worker is at */
  constructor(laneCount: number, jobCount: () => number) {
    this.#laneCount = laneCount;
    this.#jobCount = jobCount;
  }

  /** Whether a draft may begin. */
  hasRoom(): boolean {
    return this.#leavesRoom(Math.max(this.#jobCount(), this.#runCount));
  }

  /** The runner for those that drafts give way to. */
  share(runner: RunsPrograms): RunsPrograms {
    const { runJoined } = runner;
    return {
      ...runner,
      run: (spec, signal) => this.#counted(1, () => runner.run(spec, signal)),
      ...(runJoined
        ? { runJoined: (pair, signal) => this.#counted(2, () => runJoined.call(runner, pair, signal)) }
        : {}),
    };
  }

  /** Does a draft's work under a signal that is aborted when it has to give way. @returns undefined when it did */
  async whileRoom<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const abort = new AbortController();
    this.#drafts.add(abort);
    try {
      return await work(abort.signal);
    } catch (error) {
      if (error instanceof GaveWay) return undefined;
      throw error;
    } finally {
      this.#drafts.delete(abort);
    }
  }

  #leavesRoom(busyCount: number): boolean {
    return busyCount <= Math.max(0, this.#laneCount - 2);
  }

  async #counted<T>(count: number, run: () => Promise<T>): Promise<T> {
    this.#runCount += count;
    if (!this.#leavesRoom(this.#runCount)) for (const abort of this.#drafts) abort.abort(new GaveWay());
    try {
      return await run();
    } finally {
      this.#runCount -= count;
    }
  }
}
