/** One submission in full, and the history of a user. */
import { parseDiagnostics } from '@letscode/analysis';
import {
  LetscodeError,
  problemIdSchema,
  submissionListSchema,
  submissionViewSchema,
  userIdSchema,
} from '@letscode/core';
import type { QueueClient } from '@letscode/queue';
import type { SubmissionStore } from '@letscode/store';
import { z } from 'zod';
import { type Endpoint, endpoint } from '../http/endpoint.js';
import { publicTestResult } from './public-view.js';

const MAX_PAGE = 100;
const BAD_TIME = 'must be an ISO 8601 time in UTC such as 2026-01-31T12:00:00.000Z';

export function submissionEndpoint(
  submissions: Pick<SubmissionStore, 'find'>,
  queue: Pick<QueueClient, 'position'>,
): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/submission/:id',
    tag: 'Submissions',
    summary: 'A submission with its verdict and the result of every test',
    description: 'Input, answer and output are told of samples only; hidden tests show verdict, time and memory.',
    params: z.object({ id: z.uuid() }),
    notFound: 'submission_not_found',
    response: submissionViewSchema.meta({ id: 'Submission' }),
    errors: ['submission_not_found', 'database_unavailable'],
    async handle({ params: { id } }) {
      const stored = await submissions.find(id);
      if (!stored) throw new LetscodeError('submission_not_found', `There is no submission "${id}"`);
      const queuePosition = stored.status === 'Queued' ? await positionOf(queue, id) : undefined;
      const output = stored.compile?.output;
      return {
        ...stored,
        testResults: stored.testResults.map(publicTestResult),
        ...(queuePosition === undefined ? {} : { queuePosition }),
        ...(output ? { diagnostics: parseDiagnostics(stored.language, output) } : {}),
      };
    },
  });
}

/** The place in the queue is a courtesy: without an answer the submission is shown without it. */
async function positionOf(queue: Pick<QueueClient, 'position'>, id: string): Promise<number | undefined> {
  try {
    return await queue.position(id);
  } catch {
    return undefined;
  }
}

export function historyEndpoint(submissions: Pick<SubmissionStore, 'listByUser'>): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/submissions',
    tag: 'Submissions',
    summary: "A user's submissions, newest first",
    description: 'The next page begins `before` the `createdAt` of the last submission of this one.',
    query: z.strictObject({
      userId: userIdSchema,
      problemId: problemIdSchema.optional(),
      limit: z
        .string()
        .regex(/^[1-9]\d{0,3}$/, `must be a whole number from 1 to ${MAX_PAGE}`)
        .transform(Number)
        .pipe(z.int().max(MAX_PAGE))
        .optional()
        .meta({ type: 'integer', minimum: 1, maximum: MAX_PAGE, default: 50 }),
      before: z.iso
        .datetime({ error: BAD_TIME })
        // PostgreSQL, like the Gregorian calendar, has no year 0.
        .refine((time) => !time.startsWith('0000'), BAD_TIME)
        .optional(),
    }),
    response: submissionListSchema.meta({ id: 'SubmissionList' }),
    errors: ['database_unavailable'],
    async handle({ query: { userId, problemId, limit = 50, before } }) {
      return { submissions: await submissions.listByUser(userId, { problemId, limit, before }) };
    },
  });
}
