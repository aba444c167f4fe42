/** `POST /api/drafts`: a program that may be submitted soon. A hint: whatever the answer, Submit works the same. */
import { draftRequestSchema, draftResponseSchema, LetscodeError, MAX_CODE_BYTES } from '@letscode/core';
import type { Store } from '@letscode/store';
import { type Endpoint, endpoint } from '../http/endpoint.js';
import { createRateLimit } from '../http/rate-limit.js';
import type { LanguageCatalog } from '../language-catalog.js';
import type { Speculation } from '../speculation/speculation.js';

export interface DraftParts {
  store: Pick<Store, 'problems'>;
  languages: LanguageCatalog;
  speculation: Pick<Speculation, 'take'>;
}

/** From one address, which may be a whole classroom's; each user has a bound of their own. */
const PER_ADDRESS_PER_MINUTE = 1_200;

export function draftEndpoint({ store, languages, speculation }: DraftParts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/drafts',
    tag: 'Submissions',
    summary: 'Have a program compiled that may be submitted soon',
    description:
      'For editors, when typing pauses and the code parses. The server compiles it when there is time, at most one for ' +
      'each user; newer code takes its place. Nothing is promised, nothing is judged, and the program is not kept.',
    body: draftRequestSchema.meta({ id: 'DraftRequest' }),
    // Every byte of a program may be escaped as \u00XX, six bytes.
    maxBodyBytes: MAX_CODE_BYTES * 6 + 64 * 1024,
    bodyExample: { code: 'int main() {}', language: 'cpp', problemId: 'problem-123', userId: 'user-456' },
    response: draftResponseSchema.meta({ id: 'DraftResponse' }),
    okStatus: 202,
    errors: [
      'bad_code',
      'problem_not_found',
      'language_not_found',
      'language_unavailable',
      'too_many_requests',
      'overloaded',
      'database_unavailable',
    ],
    ownLimit: createRateLimit(PER_ADDRESS_PER_MINUTE),
    async handle({ body, caller }) {
      const rules = await store.problems.findRules(body.problemId);
      if (!rules) {
        throw new LetscodeError('problem_not_found', `There is no problem "${body.problemId}"`, {
          details: { field: 'problemId' },
        });
      }
      if (rules.languages && !rules.languages.includes(body.language)) {
        return { state: 'declined' as const, reason: `The problem takes no submissions in ${body.language}` };
      }
      await languages.requireAvailable(body.language);
      return speculation.take(body, caller.address);
    },
  });
}
