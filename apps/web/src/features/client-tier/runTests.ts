/**
 * What pressing Run does: the browser where it may and can, the server for everything else and for every doubt.
 * Where the server cannot be reached, what the browser saw is shown as what it is: not confirmed.
 */
import type { CustomTest, ProblemDetail, TestResponse } from '@letscode/core';
import { ApiError } from '../../api/apiError.js';
import { postTest } from '../../api/queries.js';
import { keepForOffline } from './offline.js';
import { mayRunInBrowser } from './route.js';
import { type BrowserRun, runInBrowser } from './runInBrowser.js';
import { clientTier, engineOf } from './tier.js';

/** `unconfirmed`: by the browser, about something that only the server can judge, while there is none. */
export type RunTier = 'server' | 'browser' | 'unconfirmed';

export interface TieredResponse {
  response: TestResponse;
  tier: RunTier;
}

interface Request {
  code: string;
  language: string;
  tests: CustomTest[];
}

export async function runTests(problem: ProblemDetail, request: Request): Promise<TieredResponse> {
  const tried = await tryBrowser(problem, request, false);
  if (tried && tried.doubt === undefined) {
    return { response: tried.response, tier: tried.isRefused ? 'server' : 'browser' };
  }
  try {
    return { response: await postTest({ ...request, problemId: problem.id }), tier: 'server' };
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'network') throw error;
    const alone = await tryBrowser(problem, request, true);
    if (!alone) throw error;
    return { response: alone.response, tier: 'unconfirmed' };
  }
}

/** Loads a small engine ahead of the first Run; a large one only when something was run. */
export function prepareRuns(problem: ProblemDetail, language: string): void {
  if (engineOf(language) === 'javascript') warmUp(problem, language);
  keepForOffline();
}

/** Whether Run needs no server for programs in this language. */
export function canRunAlone(language: string): boolean {
  const engine = engineOf(language);
  return engine !== undefined && clientTier().isLoaded(engine);
}

function warmUp(problem: ProblemDetail, language: string): void {
  const engine = engineOf(language);
  if (engine && mayRunInBrowser(problem, language, []))
    clientTier()
      .load(engine)
      .catch(() => {});
}

async function tryBrowser(
  problem: ProblemDetail,
  request: Request,
  mustFinish: boolean,
): Promise<BrowserRun | undefined> {
  const { language, tests } = request;
  const engine = engineOf(language);
  if (!engine || !mayRunInBrowser(problem, language, tests)) return undefined;
  // A large engine is fetched beside the first run, which is the server's; JavaScript's is here in no time.
  if (engine !== 'javascript' && !mustFinish && !clientTier().isLoaded(engine)) {
    warmUp(problem, language);
    return undefined;
  }
  try {
    return await runInBrowser(problem, request, { mustFinish });
  } catch (error) {
    console.warn('The browser could not run the program', error);
    return undefined;
  }
}
