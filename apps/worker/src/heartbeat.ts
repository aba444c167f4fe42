/** Tells the store every couple of seconds that this worker lives and what it does. */
import type { WorkerStore } from '@letscode/store';
import type { Logger } from 'pino';

export interface HeartbeatOptions {
  workers: Pick<WorkerStore, 'beat' | 'remove'>;
  id: string;
  laneCount: number;
  /** Called at every beat. */
  present: () => { runningCount: number; layers: string[] };
  intervalMs: number;
  log: Logger;
}

export interface Heartbeat {
  /** Stops and takes the worker off the list; waits for the database no longer than it takes to try once. */
  stop(): Promise<void>;
}

/** Resolves after the first beat was tried. */
export async function startHeartbeat(options: HeartbeatOptions): Promise<Heartbeat> {
  const { workers, id, laneCount, present, intervalMs, log } = options;
  let isFailing = false;
  let beating: Promise<void> | undefined;
  const beat = (): Promise<void> => {
    beating ??= workers
      .beat({ id, laneCount, ...present() })
      .then(() => {
        isFailing = false;
      })
      .catch((error: unknown) => {
        if (!isFailing) log.warn({ err: error }, 'the heartbeat cannot be stored just now');
        isFailing = true;
      })
      .finally(() => {
        beating = undefined;
      });
    return beating;
  };
  await beat();
  const timer = setInterval(() => void beat(), intervalMs);
  return {
    async stop() {
      clearInterval(timer);
      await beating;
      await workers.remove(id).catch(() => {});
    },
  };
}
