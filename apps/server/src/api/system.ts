/** Languages, health and load. */
import { healthSchema, languageListSchema, type SystemStatus, systemStatusSchema } from '@letscode/core';
import type { QueueClient } from '@letscode/queue';
import type { Store } from '@letscode/store';
import { z } from 'zod';
import { type Endpoint, endpoint } from '../http/endpoint.js';
import type { LanguageCatalog } from '../language-catalog.js';
import type { SystemMonitor } from '../system-monitor.js';

/** How long a part may take to show that it is alive, in ms. */
const PING_MS = 2_000;

export interface SystemParts {
  store: Pick<Store, 'ping' | 'workers' | 'claims'>;
  queue: Pick<QueueClient, 'ping'>;
  languages: LanguageCatalog;
  monitor: SystemMonitor;
  /** What this server has done ahead. */
  ahead: () => Pick<SystemStatus, 'speculation' | 'warming' | 'forecast'>;
}

export function systemEndpoints({ store, queue, languages, monitor, ahead }: SystemParts): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/api/languages',
      tag: 'System',
      summary: 'Languages, with their templates and whether this installation can run them',
      response: languageListSchema.meta({ id: 'LanguageList' }),
      errors: ['database_unavailable'],
      handle: async () => ({ languages: await languages.list() }),
    }),
    endpoint({
      method: 'get',
      path: '/api/health',
      tag: 'System',
      summary: 'Whether the parts answer',
      description: 'Status 200 when database and queue answer, 503 otherwise, with the same body.',
      response: healthSchema.meta({ id: 'Health' }),
      errors: [],
      statusOf: (health) => (health.ok ? 200 : 503),
      otherStatuses: [503],
      async handle() {
        const [database, isQueueUp, workers] = await Promise.all([
          answers(store.ping()),
          answers(queue.ping()),
          within(store.workers.listActive()).catch(() => []),
        ]);
        return { ok: database && isQueueUp, database, queue: isQueueUp, workers: workers.length };
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/status',
      tag: 'System',
      summary: 'Load: waiting submissions, workers, mean time to a verdict',
      response: systemStatusSchema.meta({ id: 'SystemStatus' }),
      errors: [],
      async handle() {
        // Without an answer in time, the latest figures will do.
        await within(monitor.refresh()).catch(() => {});
        const claims = await within(store.claims.counts()).catch(() => undefined);
        return { ...monitor.current(), ...ahead(), ...(claims ? { claims } : {}) };
      },
    }),
  ];
}

/** `GET /api/openapi.json`; `describe` is called per request and may answer from a cache. */
export function openApiEndpoint(describe: () => Record<string, unknown>): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/openapi.json',
    tag: 'System',
    summary: 'This document',
    response: z.record(z.string(), z.unknown()),
    errors: [],
    handle: async () => describe(),
  });
}

async function answers(ping: Promise<void>): Promise<boolean> {
  try {
    await within(ping);
    return true;
  } catch {
    return false;
  }
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PING_MS} ms`)), PING_MS);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
