/** `POST /api/submit`: takes a submission in. Once it answers, the submission is durable and will be judged. */
import {
  analyzeCode,
  callerSentence,
  chooseStrategy,
  loadSentence,
  needsOfProblem,
  type RoutingDecision,
  type RoutingFacts,
} from '@letscode/analysis';
import {
  type ClientResult,
  LetscodeError,
  MAX_CODE_BYTES,
  type StatusUpdate,
  type SubmitRequest,
  submitRequestSchema,
  submitResponseSchema,
} from '@letscode/core';
import { PRIORITY, type Priority, type QueueClient } from '@letscode/queue';
import type { NewClaim, ProblemRules, Store } from '@letscode/store';
import type { Logger } from 'pino';
import { type Endpoint, endpoint } from '../http/endpoint.js';
import type { RateLimit } from '../http/rate-limit.js';
import type { LanguageCatalog } from '../language-catalog.js';
import type { Speculation } from '../speculation/speculation.js';
import type { SystemMonitor } from '../system-monitor.js';
import type { Warming } from '../warming/warming.js';
import { decideOnClaim } from './claims.js';

export interface SubmitParts {
  store: Pick<Store, 'problems' | 'submissions' | 'claims'>;
  queue: Pick<QueueClient, 'addSubmission'>;
  languages: LanguageCatalog;
  monitor: SystemMonitor;
  speculation: Pick<Speculation, 'submitted'>;
  warming: Pick<Warming, 'submitted'>;
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
      '`GET /api/submission/{id}`. With `isCustomTest` it is judged on the samples only and counts for nothing. ' +
      'With `client.samples` a browser tells what it found on the public tests: a failure is final, a success is ' +
      'provisional until the server has confirmed it.',
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
      // A failure that the browser has found needs no room in the queue.
      const mayNeedNoRoom = body.client?.samples?.passed === false;
      if (!mayNeedNoRoom) await requireRoom(parts);
      const rules = await requireProblem(parts.store, body);
      await parts.languages.requireAvailable(body.language);
      const id = parts.newId();
      const { strategy, reasons, client } = await route(parts, body, rules, id, caller.address);
      if (mayNeedNoRoom && !client?.outcome) await requireRoom(parts);
      const told = client && resultOf(client);
      await parts.store.submissions.insert({ ...rowOf(body), id, strategy, reasons, ...(client ? { client } : {}) });
      parts.onSubmitted(body.userId, {
        submissionId: id,
        problemId: body.problemId,
        strategy,
        ...(told ? { client: told } : {}),
        ...(client?.outcome ? { status: 'Completed', verdict: client.outcome.verdict } : { status: 'Queued' }),
      });
      if (!client?.outcome) parts.warming.submitted(body.language);
      if (!client?.outcome) await enqueue(parts, id, client ? PRIORITY.confirm : PRIORITY.submit, caller.log);
      return { submissionId: id, strategy, reasons, ...(told ? { client: told } : {}) };
    },
  });
}

async function enqueue({ queue, monitor }: SubmitParts, id: string, priority: Priority, log: Logger): Promise<void> {
  try {
    await queue.addSubmission(id, priority);
    monitor.noteTaken();
  } catch (error) {
    // The row is durable, so the submission is taken; the sweep adds the job later.
    log.warn({ err: error, submissionId: id }, 'the job could not be added; the sweep will do it');
  }
}

function resultOf({ claim: { engine, passed } }: NewClaim): ClientResult {
  return { engine, passed, state: passed ? 'checking' : 'final' };
}

/**
 * What the program is, what the browser found and how busy the system is decide; the load and
 * the caller's engines are kept with the reasons, for replays.
 */
async function route(
  parts: SubmitParts,
  body: SubmitRequest,
  rules: ProblemRules,
  submissionId: string,
  address: string,
) {
  const { monitor, store, speculation } = parts;
  const { code, language, problemId, userId } = body;
  const isCompiledAhead = speculation.submitted({ code, language, problemId, userId }, address);
  const system = { ...monitor.current(), queueDepth: monitor.queueDepth(), compilesAhead: true };
  const facts: RoutingFacts = {
    language: body.language,
    clientRuntimes: body.client?.runtimes ?? [],
    needsHiddenTests: body.isCustomTest !== true,
    code: await analyzeCode(body.code, body.language),
    problem: needsOfProblem(rules),
    system,
  };
  const claimed = await decideOnClaim(store, { request: body, rules, facts, submissionId });
  const { strategy, reasons } = tierOf(chooseStrategy(facts), isCompiledAhead);
  const caller = callerSentence(facts.clientRuntimes);
  const circumstances = [loadSentence(system), ...(caller === undefined ? [] : [caller])];
  if (!claimed) return { strategy, reasons: [...reasons, ...circumstances] };
  const { client, reason } = claimed;
  if (client?.outcome) return { strategy: 'client' as const, reasons: [reason, ...circumstances], client };
  return { strategy, reasons: [...reasons, reason, ...circumstances], ...(client ? { client } : {}) };
}

/** A program that was compiled while it was typed is in the hybrid tier already, whatever the router would do with it. */
function tierOf({ strategy, reasons }: Pick<RoutingDecision, 'strategy' | 'reasons'>, isCompiledAhead: boolean) {
  if (!isCompiledAhead || strategy === 'client') return { strategy, reasons };
  return { strategy: 'hybrid' as const, reasons: [...reasons, 'Compiled while it was typed'] };
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
async function requireProblem(store: SubmitParts['store'], request: SubmitRequest): Promise<ProblemRules> {
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
  }
  return rules;
}
