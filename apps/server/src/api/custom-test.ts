/** `POST /api/test`: runs a program on input of the caller's own, waits for it and records nothing. */
import { parseDiagnostics } from '@letscode/analysis';
import { LetscodeError, testRequestSchema, testResponseSchema } from '@letscode/core';
import type { QueueClient } from '@letscode/queue';
import type { Store } from '@letscode/store';
import { type Endpoint, endpoint } from '../http/endpoint.js';
import type { LanguageCatalog } from '../language-catalog.js';
import type { SystemMonitor } from '../system-monitor.js';

/** A compilation (at most 60 s) and some runs; longer waits mean that the workers can't keep up. */
const TIMEOUT_MS = 120_000;
const MAX_BODY_BYTES = 8 * 1024 * 1024;

export interface CustomTestParts {
  store: Pick<Store, 'problems'>;
  queue: Pick<QueueClient, 'runTest'>;
  languages: LanguageCatalog;
  monitor: SystemMonitor;
}

export function customTestEndpoint(parts: CustomTestParts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/test',
    tag: 'Test runs',
    summary: 'Run a program on custom input',
    description:
      'Synchronous and not recorded. `tests` runs several inputs with one compilation; a test with `expected` is ' +
      'compared by the checker of `problemId`, or token by token.',
    body: testRequestSchema.meta({ id: 'TestRequest' }),
    maxBodyBytes: MAX_BODY_BYTES,
    bodyExample: { code: 'print(int(input()) * 2)', input: '5', language: 'python' },
    response: testResponseSchema.meta({ id: 'TestResponse' }),
    errors: [
      'bad_json',
      'bad_code',
      'problem_not_found',
      'language_not_found',
      'language_unavailable',
      'too_large',
      'unsupported_media_type',
      'too_many_requests',
      'overloaded',
      'queue_unavailable',
      'database_unavailable',
      'disk_full',
      'isolation_missing',
      'sandbox_fault',
    ],
    isLimited: true,
    async handle({ body }) {
      await parts.languages.requireAvailable(body.language);
      if (body.problemId !== undefined && (await parts.store.problems.packageSha256(body.problemId)) === undefined) {
        throw new LetscodeError('problem_not_found', `There is no problem "${body.problemId}"`, {
          details: { field: 'problemId' },
        });
      }
      await requireWorker(parts.monitor);
      const answer = await parts.queue.runTest(body, TIMEOUT_MS);
      const diagnostics = answer.compile ? parseDiagnostics(body.language, answer.compile.output) : [];
      return { ...answer, diagnostics };
    },
  });
}

/** Answers at once instead of after the timeout when nobody is there to run anything. */
export async function requireWorker(monitor: SystemMonitor): Promise<void> {
  if (monitor.current().activeWorkers > 0) return;
  await monitor.refresh();
  if (monitor.current().activeWorkers > 0) return;
  throw new LetscodeError('overloaded', 'No worker is running just now: try again in a few seconds', {
    details: { retryAfterS: 5 },
  });
}
