/**
 * What this browser finds out about the samples before a submission goes to the server: a failure is final
 * there and costs it nothing, a success is checked. Where anything is in doubt nothing is claimed.
 */
import {
  type ClientClaim,
  type CustomTest,
  claimedVerdictSchema,
  MAX_CLAIMED_OUTPUT,
  MAX_CLAIMED_TESTS,
  type ProblemDetail,
} from '@letscode/core';
import { isModuleHere } from './modules.js';
import { mayRunInBrowser } from './route.js';
import { runInBrowser } from './runInBrowser.js';
import { clientTier, engineName, engineOf } from './tier.js';

/** A submission waits no longer than this for what the browser says. */
const PATIENCE_MS = 2_000;
/** A sample as long as this may have been clipped for the page. */
const CLIPPED_LENGTH = 60 * 1024;

interface Request {
  code: string;
  language: string;
}

/** @returns what to say to the server of this browser: at least what it can run */
export async function claimSamples(problem: ProblemDetail, request: Request) {
  const engine = engineOf(request.language);
  if (!engine) return undefined;
  const samples = await claimOf(problem, request).catch(() => undefined);
  return { runtimes: [request.language], ...(samples ? { samples } : {}) };
}

async function claimOf(problem: ProblemDetail, request: Request): Promise<ClientClaim | undefined> {
  const { samples } = problem;
  const engine = engineOf(request.language);
  const tests: CustomTest[] = samples.map(({ name, input, output }) => ({ name, input, expected: output }));
  const isWhole = samples.every(({ input, output }) => input.length < CLIPPED_LENGTH && output.length < CLIPPED_LENGTH);
  if (!engine || samples.length === 0 || samples.length > MAX_CLAIMED_TESTS || !isWhole) return undefined;
  if (!clientTier().isLoaded(engine) || !mayRunInBrowser(problem, request.language, tests)) return undefined;
  // No submission waits for a compilation that only its claim needs.
  if (engine === 'wasi' && !(await isModuleHere(request.language, request.code))) return undefined;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const late = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
  const ran = await Promise.race([runInBrowser(problem, { ...request, tests }, { mustFinish: false, signal }), late]);
  if (!ran || ran.doubt !== undefined || ran.isRefused) return undefined;
  const failedAt = ran.response.tests.findIndex(({ verdict }) => verdict !== 'Accepted');
  const claimed = ran.response.tests.map(({ name, verdict, wallTimeMs, stdout }, index) => ({
    name,
    verdict: claimedVerdictSchema.parse(verdict),
    wallTimeMs,
    ...(index === failedAt && stdout !== undefined ? { stdout: stdout.slice(0, MAX_CLAIMED_OUTPUT) } : {}),
  }));
  return {
    engine: engineName(engine),
    passed: claimed.every(({ verdict }) => verdict === 'Accepted'),
    tests: claimed,
  };
}
