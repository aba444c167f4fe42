/** Verifications and rejudgings: begun here, done by the workers, looked at and decided upon here. */
import {
  LetscodeError,
  problemIdSchema,
  type RejudgeRequest,
  type Rejudging,
  rejudgeRequestSchema,
  rejudgeResponseSchema,
  rejudgingSchema,
  type StatusUpdate,
  verificationSchema,
  verifyRequestSchema,
  verifyResponseSchema,
} from '@letscode/core';
import type { QueueClient } from '@letscode/queue';
import type { RejudgingStore, Store } from '@letscode/store';
import { z } from 'zod';
import { type Endpoint, endpoint } from '../http/endpoint.js';

export interface AuthoringParts {
  store: Pick<Store, 'problems' | 'verifications' | 'rejudgings'>;
  queue: Pick<QueueClient, 'addBackground'>;
  newId: () => string;
  /** Told of every verdict that was replaced. */
  onRejudged: (userId: string, update: StatusUpdate['data']) => void;
}

/** Jobs that work on one rejudging side by side, at most. */
const MAX_RUNNERS = 4;
/** Users who are told over their sockets that a verdict has changed; the rest see it when they look. */
const MAX_TOLD = 1_000;

const ofProblem = { params: z.object({ id: problemIdSchema }), notFound: 'problem_not_found' } as const;
const ofRejudging = { params: z.object({ id: z.uuid() }), notFound: 'rejudging_not_found' } as const;
const nothing = z.strictObject({});
const rejudging = rejudgingSchema.meta({ id: 'Rejudging' });

export function authoringEndpoints(parts: AuthoringParts): Endpoint[] {
  return [verifyEndpoint(parts), verificationEndpoint(parts), ...rejudgeEndpoints(parts)];
}

function verifyEndpoint({ store, queue, newId }: AuthoringParts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/problems/:id/verify',
    tag: 'Authors',
    summary: 'Judge every solution of the package',
    description:
      'One at a time for a problem: while one is open, its id is answered. Where the package names no time limit, ' +
      'the problem takes the one that follows from the solutions. `userId` is told of the progress over the WebSocket.',
    ...ofProblem,
    body: verifyRequestSchema.meta({ id: 'VerifyRequest' }),
    response: verifyResponseSchema.meta({ id: 'VerifyResponse' }),
    errors: ['problem_not_found', 'conflict', 'database_unavailable'],
    isForAuthors: true,
    async handle({ params: { id: problemId }, body: { userId }, caller }) {
      const kept = await store.problems.findPackage(problemId);
      if (kept?.files.length === 0) {
        throw new LetscodeError('conflict', `"${problemId}" was imported before packages were kept: import it again`);
      }
      const wanted = { id: newId(), problemId, ...(userId === undefined ? {} : { userId }) };
      const id = await store.verifications.create(wanted);
      await begin(() => queue.addBackground({ kind: 'verification', id, runner: 0 }), caller.log);
      return { verificationId: id };
    },
  });
}

function verificationEndpoint({ store }: AuthoringParts): Endpoint {
  return endpoint({
    method: 'get',
    path: '/api/problems/:id/verification',
    tag: 'Authors',
    summary: 'The newest verification: solutions × tests',
    ...ofProblem,
    response: verificationSchema.meta({ id: 'Verification' }),
    errors: ['problem_not_found', 'verification_not_found', 'database_unavailable'],
    isForAuthors: true,
    async handle({ params: { id } }) {
      const found = await store.verifications.findLatest(id);
      if (found) return found;
      if ((await store.problems.packageSha256(id)) === undefined) {
        throw new LetscodeError('problem_not_found', `There is no problem "${id}"`);
      }
      throw new LetscodeError('verification_not_found', `"${id}" was never verified: POST /api/problems/${id}/verify`);
    },
  });
}

function rejudgeEndpoints(parts: AuthoringParts): Endpoint[] {
  const { rejudgings } = parts.store;
  return [
    endpoint({
      method: 'post',
      path: '/api/rejudge',
      tag: 'Authors',
      summary: 'Judge submissions again, beside their old verdicts',
      description: 'Nothing changes for users until the result is applied.',
      body: rejudgeRequestSchema.meta({ id: 'RejudgeRequest' }),
      bodyExample: { problemId: 'problem-123' },
      response: rejudgeResponseSchema.meta({ id: 'RejudgeResponse' }),
      errors: ['problem_not_found', 'submission_not_found', 'conflict', 'database_unavailable'],
      isForAuthors: true,
      async handle({ body, caller }) {
        const id = parts.newId();
        const { userId } = body;
        const { submissionCount, runnerCount } = await rejudgings.create({
          ...{ id, what: whatOf(body), runnerCount: MAX_RUNNERS },
          ...(userId === undefined ? {} : { userId }),
        });
        for (let runner = 0; runner < runnerCount; runner += 1) {
          await begin(() => parts.queue.addBackground({ kind: 'rejudging', id, runner }), caller.log);
        }
        return { rejudgingId: id, submissionCount };
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/rejudge/:id',
      tag: 'Authors',
      summary: 'How far a rejudging is and what it would change',
      ...ofRejudging,
      response: rejudging,
      errors: ['rejudging_not_found', 'database_unavailable'],
      isForAuthors: true,
      handle: ({ params: { id } }) => findRejudging(rejudgings, id),
    }),
    endpoint({
      method: 'post',
      path: '/api/rejudge/:id/apply',
      tag: 'Authors',
      summary: 'Put the new verdicts in the place of the old ones',
      description:
        'All at once. A submission that another rejudging has changed meanwhile keeps what that one gave it.',
      ...ofRejudging,
      body: nothing,
      response: rejudging,
      errors: ['rejudging_not_found', 'conflict', 'database_unavailable'],
      isForAuthors: true,
      async handle({ params: { id } }) {
        for (const { submissionId, problemId, userId, verdict } of await rejudgings.apply(id, MAX_TOLD)) {
          parts.onRejudged(userId, { submissionId, problemId, status: 'Completed', verdict });
        }
        return findRejudging(rejudgings, id);
      },
    }),
    endpoint({
      method: 'post',
      path: '/api/rejudge/:id/discard',
      tag: 'Authors',
      summary: 'Drop the new verdicts',
      ...ofRejudging,
      body: nothing,
      response: rejudging,
      errors: ['rejudging_not_found', 'conflict', 'database_unavailable'],
      isForAuthors: true,
      async handle({ params: { id } }) {
        await rejudgings.discard(id);
        return findRejudging(rejudgings, id);
      },
    }),
  ];
}

function whatOf({ problemId, submissionId, submissionIds }: RejudgeRequest) {
  if (problemId !== undefined) return { problemId };
  const named = submissionIds ?? (submissionId === undefined ? [] : [submissionId]);
  return { submissionIds: [...new Set(named.map((id) => id.toLowerCase()))] };
}

async function findRejudging(rejudgings: RejudgingStore, id: string): Promise<Rejudging> {
  const found = await rejudgings.find(id);
  if (found) return found;
  throw new LetscodeError('rejudging_not_found', `There is no rejudging "${id}"`);
}

/** The row is durable; a job that cannot be added now is added by the sweep. */
async function begin(add: () => Promise<void>, log: { warn(details: object, text: string): void }): Promise<void> {
  try {
    await add();
  } catch (error) {
    log.warn({ err: error }, 'the job could not be added; the sweep will do it');
  }
}
