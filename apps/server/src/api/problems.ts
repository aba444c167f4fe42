/** The problems, as learners may see them. */
import { LetscodeError, problemIdSchema, problemListSchema, problemResponseSchema, userIdSchema } from '@letscode/core';
import type { ProblemStore } from '@letscode/store';
import { z } from 'zod';
import { type Endpoint, endpoint } from '../http/endpoint.js';

const asUser = z.strictObject({ userId: userIdSchema.optional() });
/** A language code such as `en` or `pt-BR`. */
const inLanguage = asUser.extend({
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, 'a language code such as "en"')
    .optional(),
});

/** @param onOpened told of the user who opens a problem */
export function problemEndpoints(
  problems: Pick<ProblemStore, 'list' | 'find'>,
  onOpened: (userId: string) => void,
): Endpoint[] {
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
      description: 'With `language`, the statement in that language, if there is one.',
      query: inLanguage,
      response: problemResponseSchema.meta({ id: 'Problem' }),
      errors: ['problem_not_found', 'database_unavailable'],
      async handle({ params: { id }, query }) {
        const problem = await problems.find(id, query.userId, query.language);
        if (problem && query.userId !== undefined) onOpened(query.userId);
        if (problem) return problem;
        throw new LetscodeError('problem_not_found', `There is no problem "${id}": GET /api/problems lists them`);
      },
    }),
  ];
}
