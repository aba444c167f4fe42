/**
 * Run on the client tier, answered in the form of the server's answer. As soon as one test is not for the browser to
 * judge, the whole run is the server's: one answer never mixes two tiers.
 */
import { parseDiagnostics } from '@letscode/analysis';
import { type Judgement, judgeRun, type RunEnd, type RunJob, type RunLanguage } from '@letscode/browser-runtime';
import {
  type CustomTest,
  NOTHING_RAN,
  nameOfCustomTest,
  type ProblemDetail,
  responseOfRefused,
  type TestResponse,
  type TestResult,
} from '@letscode/core';
import { moduleOf } from './modules.js';
import { clientTier, engineOf } from './tier.js';

/** As the server shows of one stream, in bytes. */
const SHOWN_BYTES = 64 * 1024;
/** More than this is the server's to judge; the page has to hold it. */
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

export interface BrowserRun {
  response: TestResponse;
  /** Why the server should be asked; undefined when the answer stands. */
  doubt: string | undefined;
  /** The server's compiler refused the program: the answer is the server's, and nothing ran here. */
  isRefused?: true;
}

export interface BrowserRequest {
  code: string;
  language: string;
  tests: readonly CustomTest[];
}

type Ran = { end: RunEnd; judgement: Judgement; test: CustomTest };

/** @throws ClientTierFault when the tier could not run it at all */
export async function runInBrowser(
  problem: ProblemDetail,
  request: BrowserRequest,
  { mustFinish, signal }: { mustFinish: boolean; signal?: AbortSignal },
): Promise<BrowserRun> {
  if (engineOf(request.language) === 'wasi' && problem.comparison) {
    const refusal = await refusalOf(request);
    if (refusal) return { response: refusal, doubt: undefined, isRefused: true };
  }
  const ran: Ran[] = [];
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  // All are asked for at once: the frame runs one after the other and need not wait for this page in between.
  const runs = request.tests.map((test) => runOne(problem, request, test, either));
  for (const run of runs) run.catch(() => {});
  try {
    for (const run of runs) {
      const one = await run;
      ran.push(one);
      // A program that doesn't compile is told once; one that the server must see goes there at once.
      if (!one.judgement.isSure && (!mustFinish || one.end.kind === 'syntax')) break;
    }
  } finally {
    stop.abort();
  }
  const doubt = ran.map(({ judgement }) => (judgement.isSure ? undefined : judgement.reason)).find(Boolean);
  return { response: responseOf(request, ran), doubt };
}

/** Not for problems that add to their programs, which have no `comparison`: only the server knows what is compiled there. */
async function refusalOf(request: BrowserRequest): Promise<TestResponse | undefined> {
  const { language, code } = request;
  const compiled = await moduleOf(language, code);
  if (compiled.ok || !compiled.compile) return undefined;
  const { compile } = compiled;
  const diagnostics = parseDiagnostics(language, compile.output);
  return { ...responseOfRefused(request.tests, compile), diagnostics };
}

async function runOne(
  problem: ProblemDetail,
  { code, language }: BrowserRequest,
  test: CustomTest,
  signal?: AbortSignal,
): Promise<Ran> {
  const engine = engineOf(language);
  if (!engine) throw new Error(`No engine runs ${language}`);
  const { limits, comparison } = problem;
  const encoder = new TextEncoder();
  const job: RunJob = {
    language: language as RunLanguage,
    code,
    stdin: encoder.encode(test.input),
    timeLimitMs: limits.cpuTimeMs,
    memoryBytes: limits.memoryBytes,
    maxOutputBytes: Math.min(limits.outputBytes, MAX_OUTPUT_BYTES),
  };
  const end = engine === 'wasi' ? await runModule(job, signal) : await clientTier().run(job, signal);
  const judgement = await judgeRun(end, {
    timeLimitMs: limits.cpuTimeMs,
    expected: test.expected === undefined ? undefined : encoder.encode(test.expected),
    comparison: comparison ?? { caseSensitive: false, spaceChangeSensitive: false },
  });
  return { end, judgement, test };
}

/** Compiled by the server first; what it does not compile for browsers, or the source gives away, is its own to judge. */
async function runModule(job: RunJob, signal?: AbortSignal): Promise<RunEnd> {
  const compiled = await moduleOf(job.language, job.code);
  if (compiled.ok) return clientTier().run({ ...job, module: compiled.module }, signal);
  const nothing = { exitCode: 1, stdout: new Uint8Array(), stderr: '', wallTimeMs: 0, doubts: [] };
  return { ...nothing, kind: 'unsupported', detail: compiled.reason };
}

function responseOf(request: BrowserRequest, ran: readonly Ran[]): TestResponse {
  const syntax = ran.find(({ end }) => end.kind === 'syntax');
  if (syntax)
    return responseOfRefused(request.tests, { ok: false, output: syntax.end.detail, cpuTimeMs: 0, cached: false });
  const [first] = ran;
  const wallTimeMs = Math.round(first?.end.wallTimeMs ?? 0);
  return {
    ...NOTHING_RAN,
    success: ran.every(({ end }) => end.kind === 'exited' && end.exitCode === 0),
    status: 'OK',
    executionTime: wallTimeMs,
    wallTimeMs,
    exitCode: first?.end.kind === 'exited' ? first.end.exitCode : null,
    compile: null,
    tests: ran.map(resultOf),
  };
}

function resultOf({ end, judgement, test }: Ran, index: number): TestResult {
  const time = Math.round(end.wallTimeMs);
  const result: TestResult = {
    name: nameOfCustomTest(test, index),
    verdict: judgement.isSure ? judgement.verdict : judgement.guess,
    cpuTimeMs: time,
    wallTimeMs: time,
    // A page cannot measure it: shown as unknown.
    memoryBytes: 0,
    input: test.input,
    stdout: shown(end.stdout),
    stderr: end.stderr,
  };
  if (judgement.message !== undefined) result.message = judgement.message;
  if (test.expected !== undefined) result.expected = test.expected;
  if (end.kind === 'exited' && end.exitCode !== 0) result.exitCode = end.exitCode;
  return result;
}

function shown(bytes: Uint8Array): string {
  const cut = bytes.length > SHOWN_BYTES;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, SHOWN_BYTES), { stream: cut });
  return text.replaceAll('\0', '\uFFFD');
}
