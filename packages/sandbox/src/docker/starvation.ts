/**
 * How long a run was kept waiting for a core: time that its wall limit must not count.
 *
 * The same rule as native/starved.c, from the same files of the kernel: from look
 * to look the longest wait of any one thread is added, and the lateness of the look
 * itself. Where a thread has gone since the last look, all the time in which the run
 * used no CPU may have been waiting, but no more than anybody on this machine waited.
 */
import { readFileSync } from 'node:fs';

interface Thread {
  ranNs: number;
  waitedNs: number;
  still: boolean;
}

export class Starvation {
  waitedNs = 0;
  #threads = new Map<number, Thread>();
  #lookedNs: number;
  #cpuNs = 0;
  #pressureNs = machineWaitedNs();

  constructor(nowNs: number) {
    this.#lookedNs = nowNs;
  }

  /** What these threads have waited so far was before the run. */
  begin(threads: readonly number[]): void {
    this.#lookAtThreads(threads);
  }

  /** @param cpuNs the run's CPU time so far  @param lateNs by how much this look comes too late */
  look(threads: readonly number[], nowNs: number, cpuNs: number, lateNs: number): void {
    const passed = nowNs - this.#lookedNs;
    const unused = Math.max(0, passed - (cpuNs - this.#cpuNs));
    const pressureNs = machineWaitedNs();
    const pressure = pressureNs - this.#pressureNs;
    const { longest, someAreGone } = this.#lookAtThreads(threads);
    let waited = Math.max(lateNs, longest);
    if (someAreGone) waited = Math.max(waited, Math.min(unused, pressure));
    this.waitedNs += Math.min(waited, passed);
    this.#lookedNs = nowNs;
    this.#cpuNs = cpuNs;
    this.#pressureNs = pressureNs;
  }

  /** Whether a thread waits for a core right now: how long is told only when the wait is over. */
  isWaiting(): boolean {
    for (const [id, thread] of this.#threads) {
      if (!thread.still) continue;
      const state = read(`/proc/${id}/stat`);
      if (state.slice(state.lastIndexOf(')')).startsWith(') R')) return true;
    }
    return false;
  }

  #lookAtThreads(ids: readonly number[]): { longest: number; someAreGone: boolean } {
    const now = new Map<number, Thread>();
    let longest = 0;
    let known = 0;
    for (const id of ids) {
      const [ranNs, waitedNs] = read(`/proc/${id}/schedstat`).split(' ').map(Number);
      if (ranNs === undefined || waitedNs === undefined) continue;
      const before = this.#threads.get(id);
      const same = before !== undefined && before.ranNs <= ranNs && before.waitedNs <= waitedNs;
      if (same) known++;
      longest = Math.max(longest, waitedNs - (same ? before.waitedNs : 0));
      now.set(id, { ranNs, waitedNs, still: same && before.ranNs === ranNs });
    }
    const someAreGone = known < this.#threads.size;
    this.#threads = now;
    return { longest, someAreGone };
  }
}

/** Time in which some thread of the machine waited for a core; 0 where the kernel doesn't tell. */
function machineWaitedNs(): number {
  return Number(/total=(\d+)/.exec(read('/proc/pressure/cpu'))?.[1] ?? 0) * 1000;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
