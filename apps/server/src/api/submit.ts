/** `POST /api/submit`: takes a submission in. Once it answers, the submission is durable and will be judged. */
import { analyzeCode, chooseStrategy, loadSentence, type ProblemNeeds } from '@letscode/analysis';
import {
  LetscodeError,
  MAX_CODE_BYTES,
  type StatusUpdate,
  type SubmitRequest,
  submitRequestSchema,
  submitResponseSchema,
} from '@letscode/core';
import { PRIORITY, type QueueClient } from '@letscode/queue';
import type { Store } from '@letscode/store';
import { type Endpoint, endpoint } from '../http/endpoint.js';
import type { RateLimit } from '../http/rate-limit.js';
import type { LanguageCatalog } from '../language-catalog.js';
import type { SystemMonitor } from '../system-monitor.js';

export interface SubmitParts {
  store: Pick<Store, 'problems' | 'submissions'>;
  queue: Pick<QueueClient, 'addSubmission'>;
  languages: LanguageCatalog;
  monitor: SystemMonitor;
  rateLimit: RateLimit;
  maxQueueDepth: number;
  newId: () => string;
  /** Told of every submission taken in. */
  onSubmitted: (userId: string, update: StatusUpdate['data']) => void;
}

export function submitEndpoint(parts: SubmitParts): Endpoint {
  return endpoint({
    method: 'post',
    path: '/api/submit',
    tag: 'Submissions',
    summary: 'Submit a program to a problem',
    description:
      'Answers as soon as the submission is stored. Its progress comes over the WebSocket, its verdict also from ' +
      '`GET /api/submission/{id}`. With `isCustomTest` it is judged on the samples only and counts for nothing.',
    body: submitRequestSchema.meta({ id: 'SubmitRequest' }),
    // Every byte of a program may be escaped as \u00XX, six bytes.
    maxBodyBytes: MAX_CODE_BYTES * 6 + 64 * 1024,
    bodyExample: {
      code: 'function main(input) { return parseInt(input) * 2; }',
      language: 'javascript',
      problemId: 'problem-123',
      userId: 'user-456',
      isCustomTest: false,
    },
    response: submitResponseSchema.meta({ id: 'SubmitResponse' }),
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
      'database_unavailable',
      'disk_full',
    ],
    isLimited: true,
    async handle({ body, caller }) {
      await parts.rateLimit.consume('user', body.userId);
      await requireRoom(parts);
      const problem = await requireProblem(parts.store, body);
      await parts.languages.requireAvailable(body.language);
      const { strategy, reasons } = await route(parts, body, problem);
      const id = parts.newId();
      await parts.store.submissions.insert({ ...rowOf(body), id, strategy, reasons });
      parts.onSubmitted(body.userId, { submissionId: id, problemId: body.problemId, status: 'Queued', strategy });
      try {
        await parts.queue.addSubmission(id, PRIORITY.submit);
        parts.monitor.noteTaken();
      } catch (error) {
        // The row is durable, so the submission is taken; the sweep adds the job later.
        caller.log.warn({ err: error, submissionId: id }, 'the job could not be added; the sweep will do it');
      }
      return { submissionId: id, strategy, reasons };
    },
  });
}

/** What the program is and how busy the system is decides; the load is kept with the reasons, for replays. */
async function route({ monitor }: SubmitParts, body: SubmitRequest, problem: ProblemNeeds) {
  const system = { ...monitor.current(), queueDepth: monitor.queueDepth() };
  const { strategy, reasons } = chooseStrategy({
    language: body.language,
    clientRuntimes: body.client?.runtimes ?? [],
    needsHiddenTests: body.isCustomTest !== true,
    code: await analyzeCode(body.code, body.language),
    problem,
    system,
  });
  return { strategy, reasons: [...reasons, loadSentence(system)] };
}

function rowOf({ problemId, language, userId, code, isCustomTest = false }: SubmitRequest) {
  return { problemId, language, userId, code, isCustomTest };
}

/** @throws LetscodeError `overloaded` while the queue is too deep */
async function requireRoom({ monitor, maxQueueDepth }: SubmitParts): Promise<void> {
  if (monitor.queueDepth() < maxQueueDepth) return;
  // The estimate only grows between two looks: look before refusing.
  await monitor.refreshAnew();
  const depth = monitor.queueDepth();
  if (depth < maxQueueDepth) return;
  throw new LetscodeError('overloaded', `${depth} submissions are waiting already: try again in a few seconds`, {
    details: { queueDepth: depth, retryAfterS: 5 },
  });
}

/** @throws LetscodeError `problem_not_found` that names the problem, `bad_request` for a language that it
 * does not take, and where there is no sample to judge on */
async function requireProblem(store: SubmitParts['store'], request: SubmitRequest): Promise<ProblemNeeds> {
  const { problemId, language, isCustomTest = false } = request;
  const rules = await store.problems.findRules(problemId);
  if (!rules) {
    throw new LetscodeError(
      'problem_not_found',
      `There is no problem "${problemId}": GET /api/problems lists those there are`,
      { details: { field: 'problemId' } },
    );
  }
  if (rules.languages && !rules.languages.includes(language)) {
    throw new LetscodeError(
      'bad_request',
      `"${problemId}" takes submissions in ${rules.languages.join(', ')} only, not in ${language}`,
      { details: { field: 'language', languages: rules.languages } },
    );
  }
  if (isCustomTest) {
    const problem = await store.problems.find(problemId);
    if (problem?.samples.length === 0 && !problem.sampleInteractions) {
      throw new LetscodeError(
        'bad_request',
        `isCustomTest judges on the samples, and "${problemId}" has none: use POST /api/test with input of your own`,
        { details: { field: 'isCustomTest' } },
      );
    }
    // Whether the author brought a checker is known to the package alone, which is too much to look at here:
    // the samples are compared by the server, so nothing is taken from a browser on this way.
    return { memoryBytes: rules.limits.memoryBytes, ...problem?.kind };
  }
  return { memoryBytes: rules.limits.memoryBytes };
}
