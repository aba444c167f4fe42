/** `POST /api/submit`: takes a submission in. Once it answers, the submission is durable and will be judged. */
import {
  analyzeCode,
  callerSentence,
  chooseStrategy,
  inBrowser,
  loadSentence,
  needsOfProblem,
  type RoutingDecision,
  type RoutingFacts,
  wasmDoubts,
} from '@letscode/analysis';
import {
  type ClientResult,
  type Language,
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
import { type ClaimQuestion, decideOnClaim } from './claims.js';

export interface SubmitParts {
  store: Pick<Store, 'problems' | 'submissions' | 'claims'>;
  queue: Pick<QueueClient, 'addSubmission'>;
  languages: LanguageCatalog;
  monitor: SystemMonitor;
  speculation: Pick<Speculation, 'submitted'>;
  warming: Pick<Warming, 'submitted' | 'status'>;
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
      const available = parts.languages.requireAvailable(body.language);
      available.catch(() => {}); // Awaited below; what is wrong with the problem is told first.
      const rules = await requireProblem(parts.store, body);
      const installed = await available;
      const id = parts.newId();
      const facts = await factsOf(parts, { body, rules, installed, address: caller.address });
      const { client, ...decision } = await route(parts, { request: body, rules, facts, submissionId: id });
      if (mayNeedNoRoom && !client?.outcome) await requireRoom(parts);
      const told = client && resultOf(client);
      await parts.store.submissions.insert({ ...rowOf(body), id, ...decision, ...(client ? { client } : {}) });
      parts.onSubmitted(body.userId, {
        submissionId: id,
        problemId: body.problemId,
        strategy: decision.strategy,
        ...(told ? { client: told } : {}),
        ...(client?.outcome ? { status: 'Completed', verdict: client.outcome.verdict } : { status: 'Queued' }),
      });
      if (!client?.outcome) parts.warming.submitted(body.language);
      if (!client?.outcome) await enqueue(parts, id, client ? PRIORITY.confirm : PRIORITY.submit, caller.log);
      return { submissionId: id, ...decision, ...(told ? { client: told } : {}) };
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

interface Arrived {
  body: SubmitRequest;
  rules: ProblemRules;
  installed: Language;
  address: string;
}

/** All that the decision depends on: the program, the problem, the caller, and what this server alone knows. */
async function factsOf(parts: SubmitParts, { body, rules, installed, address }: Arrived): Promise<RoutingFacts> {
  const { code, language, problemId, userId } = body;
  const isCompiled = parts.speculation.submitted({ code, language, problemId, userId }, address);
  const isWarm = parts.warming.status().warming.languages.includes(language);
  const { runningCount, laneCount } = parts.monitor.current();
  return {
    language,
    clientRuntimes: body.client?.runtimes ?? [],
    needsHiddenTests: body.isCustomTest !== true,
    code: await analyzeCode(code, language),
    installed,
    moduleDoubts: wasmDoubts(language, code),
    problem: needsOfProblem(rules),
    system: { queueDepth: parts.monitor.queueDepth(), runningCount, laneCount },
    ahead: { isCompiled, isWarm },
  };
}

type Route = Pick<RoutingDecision, 'strategy' | 'reasons' | 'alternatives'> & { client?: NewClaim };

/** The load and the caller's engines are kept with the reasons, for replays. */
async function route(parts: SubmitParts, question: ClaimQuestion): Promise<Route> {
  const { facts } = question;
  const claimed = await decideOnClaim(parts.store, question);
  const caller = callerSentence(facts.clientRuntimes);
  const circumstances = [
    ...(facts.system ? [loadSentence(facts.system)] : []),
    ...(caller === undefined ? [] : [caller]),
  ];
  if (claimed?.client?.outcome) {
    return { ...inBrowser([claimed.reason, ...circumstances], facts.ahead), client: claimed.client };
  }
  const { strategy, reasons, alternatives } = chooseStrategy(facts);
  const why = claimed ? [...reasons, claimed.reason] : reasons;
  const client = claimed?.client;
  return { strategy, reasons: [...why, ...circumstances], alternatives, ...(client ? { client } : {}) };
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
