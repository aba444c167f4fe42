/**
 * What is in a job and in an event.
 *
 * Requests and responses of custom tests travel as JSON text inside the job's
 * JSON: JSONB refuses U+0000, which a program may print, and inside a text it is
 * only a backslash and some letters.
 *
 *   job `submission`  id = the submission's id; data {givenBack}
 *   job `test`        id = test-<uuid>; data {json: TestRequest, expiresAtMs}; result {json: Outcome}
 *   job `module`      id = module-<uuid>; likewise, of a ModuleRequest
 *   job `background`  id = <kind>-<uuid>-<runner>; data {work, givenBack}
 *   job `draft`       in a queue of its own; id = <slot>-<fingerprint>; data {draft, expiresAtMs}
 *   event             {kind: 'progress', event} | {kind: 'authoring', event} | {kind: 'tested', id} | {kind: 'draft', event}
 *   order to workers  {kind: 'cancel-draft', id} | {kind: 'warm', wishes}
 */
import {
  ERRORS,
  type ErrorCode,
  LetscodeError,
  type ModuleRequest,
  type ModuleResponse,
  type TestRequest,
  type TestResponse,
} from '@letscode/core';
import type { AuthoringEvent, BackgroundWork, DraftEvent, DraftJob, ProgressEvent, WarmWish } from './contract.js';

export const SUBMISSION = 'submission';
export const TEST = 'test';
export const MODULE = 'module';
export const BACKGROUND = 'background';
export const DRAFT = 'draft';

export interface SubmissionJobData {
  /**
   * Deliveries that don't count: those that a worker which was told to stop has given back, and of background work all
   * up to the last step that ended well.
   */
  givenBack: number;
}

export interface BackgroundJobData extends SubmissionJobData {
  work: BackgroundWork;
}

/** BullMQ takes no colon in the id of a job. */
export function backgroundJobId({ kind, id, runner }: BackgroundWork): string {
  return `${kind}-${id}-${runner}`;
}

/** Jobs whose asker waits for the result. */
export const isAsked = (jobName: string) => jobName === TEST || jobName === MODULE;

export interface AskedJobData {
  json: string;
  /** By the clock of the one that waits; later nobody does. */
  expiresAtMs: number;
}

export type EventMessage =
  | { kind: 'progress'; event: ProgressEvent }
  | { kind: 'authoring'; event: AuthoringEvent }
  | { kind: 'tested'; id: string }
  | { kind: 'draft'; event: DraftEvent }
  | { kind: 'cancel-draft'; id: string }
  | { kind: 'warm'; wishes: WarmWish[] };

export interface DraftJobData {
  draft: DraftJob;
  /** By the clock of the one that asked; later it is of no use. */
  expiresAtMs: number;
}

export function draftJobId({ slot, fingerprint }: Pick<DraftJob, 'slot' | 'fingerprint'>): string {
  return `${slot}-${fingerprint}`;
}

type Outcome = { response: unknown } | { error: { code: string; message: string } };

export function askedJobData(request: TestRequest | ModuleRequest, expiresAtMs: number): AskedJobData {
  return { json: JSON.stringify(request), expiresAtMs };
}

export function requestOf<Request extends TestRequest | ModuleRequest>(data: AskedJobData): Request {
  return JSON.parse(data.json) as Request;
}

/** Does what is asked and wraps what comes of it; never rejects, so that an error keeps its code on the way. */
export async function outcomeOf(run: () => Promise<TestResponse | ModuleResponse>): Promise<{ json: string }> {
  let outcome: Outcome;
  try {
    outcome = { response: await run() };
  } catch (error) {
    const code = error instanceof LetscodeError ? error.code : 'internal';
    outcome = { error: { code, message: error instanceof Error ? error.message : String(error) } };
  }
  return { json: JSON.stringify(outcome) };
}

/** @throws the LetscodeError that the worker's handler threw */
export function responseOf<Response extends TestResponse | ModuleResponse>(returned: { json: string }): Response {
  const outcome = JSON.parse(returned.json) as Outcome;
  if ('response' in outcome) return outcome.response as Response;
  const { code, message } = outcome.error;
  throw new LetscodeError(code in ERRORS ? (code as ErrorCode) : 'internal', message);
}
