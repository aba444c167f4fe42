/** Chooses the engine by the options. */
import type { QueueOptions } from './contract.js';
import type { Engine } from './engine.js';
import { openPostgresEngine } from './postgres-engine.js';
import { openRedisEngine } from './redis-engine.js';

const NAMESPACE = /^[a-z][a-z0-9_]{0,39}$/;

/** Opens no connection that must succeed: the engine may still be starting. */
export function openEngine(options: QueueOptions): Engine {
  const namespace = options.namespace ?? 'letscode';
  if (!NAMESPACE.test(namespace)) {
    throw new Error(`the queue's namespace "${namespace}" must be up to 40 of a-z, 0-9 and _, and start with a letter`);
  }
  const onError = options.onError ?? (() => {});
  return options.engine.kind === 'redis'
    ? openRedisEngine(options.engine.url, namespace, onError)
    : openPostgresEngine(options.engine.url, namespace, onError);
}
