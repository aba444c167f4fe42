/**
 * The worker's end of its private channel. Everything that is needed to speak is taken here, before any
 * program runs, and bound: what a program changes on prototypes reaches none of it.
 */
import type { RunJob, WorkerNews, WorkerStart } from '../protocol.js';

export interface PrivatePort {
  tell: (news: WorkerNews, transfer?: Transferable[]) => void;
}

/**
 * Waits for the frame's start message, then for the one job.
 *
 * @param prepare makes the engine ready; a program cannot have run yet
 * @param run     begins the job
 */
export function serveOneJob(
  prepare: (port: PrivatePort, assets: Record<string, unknown>) => void | Promise<void>,
  run: (port: PrivatePort, job: RunJob) => void,
): void {
  const scope = globalThis as unknown as { onmessage: unknown };
  scope.onmessage = async ({ data }: MessageEvent<WorkerStart>) => {
    scope.onmessage = null;
    const { port, assets } = data;
    const post = port.postMessage.bind(port) as (message: unknown, transfer: Transferable[]) => void;
    const privatePort: PrivatePort = { tell: (news, transfer = []) => post(news, transfer) };
    port.onmessage = ({ data: job }: MessageEvent<RunJob>) => {
      port.onmessage = null;
      run(privatePort, job);
    };
    try {
      await prepare(privatePort, assets);
      privatePort.tell({ kind: 'ready' });
    } catch (error) {
      privatePort.tell({ kind: 'broken', detail: String(error) });
    }
  };
}
