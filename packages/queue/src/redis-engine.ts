/**
 * The queue in Redis: BullMQ's keys under `<namespace>:`, events by PUBLISH.
 *
 * Commands wait for a connection that is away instead of failing; the callers
 * give them a deadline (patience.ts).
 */
import { type ConnectionOptions, Queue, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { type Engine, type Processor, QUEUE_NAME, type WorkerSettings, workerOptionsOf } from './engine.js';

const OPTIONS: RedisOptions = {
  // BullMQ demands this for workers; for the rest it makes commands wait.
  maxRetriesPerRequest: null,
  retryStrategy: (times) => Math.min(times * 50, 1_000),
  connectTimeout: 5_000,
};

export function openRedisEngine(url: string, namespace: string, onError: (error: Error) => void): Engine {
  const channel = `${namespace}:events`;
  const key = (type: string) => `${namespace}:${QUEUE_NAME}:${type}`;
  const commands = new Redis(url, OPTIONS);
  commands.on('error', onError);
  let subscriber: Redis | undefined;
  // BullMQ's types name another ioredis than ours; the options are the same.
  const bullmqConnection = { connection: { ...OPTIONS, url } as ConnectionOptions, prefix: namespace };

  return {
    createQueue: (name) => new Queue(name, { ...bullmqConnection, streams: { events: { maxLen: 256 } } }),
    createWorker: (name, processor: Processor, settings: WorkerSettings) =>
      new Worker(name, (job, token) => processor(job, token ?? ''), {
        ...bullmqConnection,
        ...workerOptionsOf(settings),
      }),

    async position(jobId) {
      // Jobs of a dead worker come back to the list `wait`, whose right end is taken first and before the rest.
      const replies = await commands
        .multi()
        .lpos(key('wait'), jobId, 'RANK', -1)
        .llen(key('wait'))
        .zrank(key('prioritized'), jobId)
        .exec();
      const [fromLeft, length, rank] = (replies ?? []).map(([error, value]) => {
        if (error) throw error;
        return value as number | null;
      });
      if (typeof fromLeft === 'number') return (length ?? 0) - fromLeft;
      return typeof rank === 'number' ? (length ?? 0) + rank + 1 : undefined;
    },

    async publish(text) {
      await commands.publish(channel, text);
    },

    async listen(onText) {
      subscriber = new Redis(url, OPTIONS);
      subscriber.on('error', onError);
      subscriber.on('message', (_channel, text: string) => onText(text));
      await subscriber.subscribe(channel);
    },

    async ping() {
      await commands.ping();
    },

    isAway: (error) =>
      /connection is closed|ECONN|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|LOADING|READONLY|stream isn't writeable/i.test(
        String((error as Error).message),
      ),

    async close() {
      subscriber?.disconnect();
      commands.disconnect();
    },
  };
}
