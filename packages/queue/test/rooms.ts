/** Opens queues in a namespace of their own and closes whatever a test has left open. */
import { randomBytes } from 'node:crypto';
import type {
  ProgressEvent,
  QueueClient,
  QueueEngine,
  QueueWorker,
  WorkerHandlers,
  WorkerOptions,
} from '../src/contract.js';
import { openQueueClient, openQueueWorker } from '../src/index.js';

export class Room {
  readonly namespace = `t${randomBytes(6).toString('hex')}`;
  /** What the queue survived, newest last. */
  readonly errors: Error[] = [];
  readonly #open: (() => Promise<void>)[] = [];

  constructor(readonly engine: QueueEngine) {}

  async client(): Promise<QueueClient> {
    const client = await openQueueClient({ engine: this.engine, namespace: this.namespace, onError: this.#onError });
    this.#open.push(() => client.close());
    return client;
  }

  async worker(handlers: Partial<WorkerHandlers>, options: Partial<WorkerOptions> = {}): Promise<QueueWorker> {
    const worker = await openQueueWorker({
      engine: this.engine,
      namespace: this.namespace,
      laneCount: 1,
      handlers: { judge: async () => {}, test: () => Promise.reject(new Error('no test was expected')), ...handlers },
      onError: this.#onError,
      ...options,
    });
    this.#open.push(() => worker.close(0));
    return worker;
  }

  readonly #onError = (error: Error): void => {
    this.errors.push(error);
  };

  async close(): Promise<void> {
    for (const close of this.#open.splice(0).reverse()) await close();
  }
}

export function progressEvent(submissionId: string, currentTest: number, stdout = ''): ProgressEvent {
  const testResult = {
    name: `secret/${currentTest}`,
    verdict: 'Accepted',
    cpuTimeMs: 1,
    wallTimeMs: 1,
    memoryBytes: 1,
    stdout,
  } as const;
  return { userId: 'ada', update: { submissionId, problemId: 'sum', status: 'Running', currentTest, testResult } };
}
