/**
 * How loaded the system is, looked at every couple of seconds once for everybody: sockets,
 * `GET /api/status` and the refusal of submissions while the queue is too deep.
 */
import type { SystemStatus } from '@letscode/core';
import type { QueueClient } from '@letscode/queue';
import type { Store } from '@letscode/store';
import type { Logger } from 'pino';

export interface SystemMonitorOptions {
  store: Pick<Store, 'workers' | 'submissions'>;
  queue: Pick<QueueClient, 'load'>;
  intervalMs: number;
  now: () => number;
  log: Logger;
}

export class SystemMonitor {
  readonly #options: SystemMonitorOptions;
  readonly #startedAtMs: number;
  readonly #listeners = new Set<(status: SystemStatus) => void>();
  #latest: SystemStatus;
  /** Submissions queued that the latest count may not hold; rather counted twice than not at all. */
  #takenSince = 0;
  #timer: NodeJS.Timeout | undefined;
  #pending: Promise<void> | undefined;
  #isFailing = false;

  constructor(options: SystemMonitorOptions) {
    this.#options = options;
    this.#startedAtMs = options.now();
    this.#latest = { queueDepth: 0, activeWorkers: 0, avgExecutionTime: 0, runningCount: 0, laneCount: 0, uptimeMs: 0 };
  }

  /** Looks once, then at every interval until `stop`. */
  async start(): Promise<void> {
    await this.refresh();
    this.#timer = setInterval(() => void this.refresh(), this.#options.intervalMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#pending;
  }

  /** The latest look, with the present uptime. */
  current(): SystemStatus {
    return { ...this.#latest, uptimeMs: this.#options.now() - this.#startedAtMs };
  }

  /** Waiting submissions, those taken since the last look included. */
  queueDepth(): number {
    return this.#latest.queueDepth + this.#takenSince;
  }

  /** A submission has been added to the queue. */
  noteTaken(): void {
    this.#takenSince += 1;
  }

  /** Calls back when a figure other than the uptime has changed. */
  onChange(listener: (status: SystemStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks now; calls at the same time share one look. A failure keeps the latest figures. */
  refresh(): Promise<void> {
    this.#pending ??= this.#look().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  /** A look that begins now, not one that is under way and may have missed the latest. */
  async refreshAnew(): Promise<void> {
    await this.#pending;
    await this.refresh();
  }

  async #look(): Promise<void> {
    const { store, queue, log } = this.#options;
    const takenBefore = this.#takenSince;
    try {
      const [load, workers, meanMs] = await Promise.all([
        queue.load(),
        store.workers.listActive(),
        store.submissions.meanExecutionMs(),
      ]);
      this.#takenSince -= takenBefore;
      this.#isFailing = false;
      this.#update({
        queueDepth: load.waitingCount,
        activeWorkers: workers.length,
        avgExecutionTime: Math.round(meanMs),
        runningCount: load.runningCount,
        laneCount: workers.reduce((sum, worker) => sum + worker.laneCount, 0),
        uptimeMs: 0,
      });
    } catch (error) {
      if (!this.#isFailing) log.warn({ err: error }, 'the load cannot be told just now');
      this.#isFailing = true;
    }
  }

  #update(status: SystemStatus): void {
    const isSame = JSON.stringify(status) === JSON.stringify(this.#latest);
    this.#latest = status;
    if (isSame) return;
    for (const listener of this.#listeners) listener(this.current());
  }
}
