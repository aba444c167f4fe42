/** Opens queues in a namespace of their own and closes whatever a test has left open. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type {
  ProgressEvent,
  QueueClient,
  QueueEngine,
  QueueWorker,
  WorkerHandlers,
  WorkerOptions,
} from '../src/contract.js';
import { openQueueClient, openQueueWorker } from '../src/index.js';
import { type RealEngine, STARTERS } from './real-engines.js';

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

export interface RoomSuite {
  real: RealEngine;
  /** A fresh one for each test. */
  room: Room;
}

/** For one suite: a real engine while it lasts. */
export function roomSuite(kind: QueueEngine['kind']): RoomSuite {
  const suite = {} as RoomSuite;
  beforeAll(async () => {
    suite.real = await STARTERS[kind]();
  });
  afterAll(() => suite.real?.stop());
  beforeEach(() => {
    suite.room = new Room(suite.real.engine);
  });
  afterEach(() => suite.room.close());
  return suite;
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
