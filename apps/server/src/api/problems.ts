/** The problems, as learners may see them. */
import { LetscodeError, problemIdSchema, problemListSchema, problemResponseSchema, userIdSchema } from '@letscode/core';
import type { ProblemStore } from '@letscode/store';
import { z } from 'zod';
import { type Endpoint, endpoint } from '../http/endpoint.js';

const asUser = z.strictObject({ userId: userIdSchema.optional() });

export function problemEndpoints(problems: Pick<ProblemStore, 'list' | 'find'>): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/api/problems',
      tag: 'Problems',
      summary: 'All problems',
      description: 'With `userId`, each tells whether that user has solved or tried it.',
      query: asUser,
      response: problemListSchema.meta({ id: 'ProblemList' }),
      errors: ['database_unavailable'],
      handle: async ({ query }) => ({ problems: await problems.list(query.userId) }),
    }),
    endpoint({
      method: 'get',
      path: '/api/problems/:id',
      tag: 'Problems',
      summary: 'A problem with statement, samples and limits',
      params: z.object({ id: problemIdSchema }),
      notFound: 'problem_not_found',
      query: asUser,
      response: problemResponseSchema.meta({ id: 'Problem' }),
      errors: ['problem_not_found', 'database_unavailable'],
      async handle({ params: { id }, query }) {
        const problem = await problems.find(id, query.userId);
        if (problem) return problem;
        throw new LetscodeError('problem_not_found', `There is no problem "${id}": GET /api/problems lists them`);
      },
    }),
  ];
}
