/**
 * Watching a run: sleeps until a limit can first be reached, then looks.
 *
 * The rules are native/supervise.c's. CPU time grows at most as fast as there are
 * processors, so the waits shrink towards the limit. The wall limit leaves out
 * waiting for a core; a program that waits for one when its time is up is looked at
 * again. Ten times the limit ends any run.
 */
import { cpus } from 'node:os';
import type { Limits } from '@letscode/core';
import type { CgroupMeter } from './cgroup-meter.js';
import { Starvation } from './starvation.js';

export type LimitReached = 'cpu-limit' | 'wall-limit' | 'idle-limit' | 'memory-limit';

const LOOKS = 64;
const HARD_BOUND = 10;
const LEAST_LOOK_MS = 10;
const WAITING_LOOK_MS = 5;

const nowNs = () => Number(process.hrtime.bigint());

export class Supervision {
  readonly #meter: CgroupMeter;
  readonly #limits: Limits;
  readonly #processors: number;
  readonly #onLimit: (limit: LimitReached) => void;
  readonly #startedNs = nowNs();
  readonly #starved = new Starvation(this.#startedNs);
  #timer: NodeJS.Timeout | undefined;
  #dueNs = 0;

  /** Begins at once. `onLimit` is called at most once. */
  constructor(meter: CgroupMeter, limits: Limits, processors: number, onLimit: (limit: LimitReached) => void) {
    this.#meter = meter;
    this.#limits = limits;
    this.#processors = Math.min(processors, limits.processCount, cpus().length);
    this.#onLimit = onLimit;
    this.#starved.begin(meter.threads());
    this.#sleep(this.#leastWaitMs());
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Time in which the run neither computed nor waited for a core. */
  idleMs(wallMs: number, cpuMs: number): number {
    return Math.max(0, Math.floor(wallMs - cpuMs - this.#starved.waitedNs / 1e6));
  }

  #leastWaitMs(): number {
    const { cpuTimeMs, wallTimeMs, idleTimeMs } = this.#limits;
    return Math.min(
      cpuTimeMs / this.#processors,
      wallTimeMs,
      idleTimeMs ?? wallTimeMs,
      wallTimeMs / LOOKS + LEAST_LOOK_MS,
    );
  }

  #sleep(ms: number): void {
    const rounded = Math.max(1, Math.ceil(ms));
    this.#dueNs = nowNs() + rounded * 1e6;
    this.#timer = setTimeout(() => this.#look(), rounded);
  }

  #look(): void {
    const now = nowNs();
    const cpuNs = this.#meter.cpuNs();
    // A timer of Node is late by up to a millisecond or two on an idle machine.
    this.#starved.look(this.#meter.threads(), now, cpuNs, Math.max(0, now - this.#dueNs - 2e6));
    const next = this.#judge(cpuNs, now - this.#startedNs);
    if (typeof next === 'number') this.#sleep(next);
    else this.#onLimit(next);
  }

  /** The limit that is reached, or the time in ms until one can be. */
  #judge(cpuNs: number, wallNs: number): LimitReached | number {
    const { cpuTimeMs, wallTimeMs, idleTimeMs } = this.#limits;
    if (this.#meter.isOutOfMemory()) return 'memory-limit';
    if (cpuNs > cpuTimeMs * 1e6) return 'cpu-limit';
    if (wallNs > HARD_BOUND * wallTimeMs * 1e6) return 'wall-limit';
    const countedMs = (wallNs - this.#starved.waitedNs) / 1e6;
    const idleLeftMs = idleTimeMs === undefined ? Number.POSITIVE_INFINITY : idleTimeMs - (countedMs - cpuNs / 1e6);
    const leftMs = Math.min(wallTimeMs - countedMs, idleLeftMs);
    if (leftMs < 0) {
      if (this.#starved.isWaiting()) return WAITING_LOOK_MS;
      return idleLeftMs < 0 && wallTimeMs >= countedMs ? 'idle-limit' : 'wall-limit';
    }
    const cpuLeftMs = (cpuTimeMs - cpuNs / 1e6) / this.#processors;
    return Math.min(cpuLeftMs, leftMs, Math.max(wallTimeMs / LOOKS, LEAST_LOOK_MS));
  }
}
