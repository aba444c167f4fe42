/**
 * "Run": one compilation and the caller's own inputs. Everything may be shown,
 * since all of it is the caller's; every test runs, whatever the others did.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CustomTest,
  DEFAULT_LIMITS,
  nameOfCustomTest,
  type RunStatus,
  responseOfRefused,
  type TestRequest,
  type TestResponse,
  type Verdict,
} from '@letscode/core';
import type { LanguageDefinition } from '@letscode/languages';
import { removeOutputs } from './box-run.js';
import { LENIENT_CHECKER } from './check-output.js';
import { readClipped, SHOWN_BYTES } from './clipped-text.js';
import { type CompiledProgram, hideBoxPaths } from './compile-program.js';
import type { JudgingTask } from './contract.js';
import { guardFiles } from './faults.js';
import { runInOrder } from './in-order.js';
import { compileSubmitted, type JudgeTools, layersOfAll } from './judge-submission.js';
import { type JudgedTest, judgeTest } from './judge-test.js';
import { withJobFolder } from './scratch.js';

/** What is shown of the first run's output, in bytes; of the others the test results show enough. */
const MAX_OUTPUT_BYTES = 1024 * 1024;

/** A finished run: what the checker said, and what the response tells of the run itself. */
interface CustomRun {
  judged: JudgedTest;
  status: RunStatus;
  output: string;
  outputClipped: boolean;
  stderr: string;
}

export async function judgeCustomTests(
  tools: JudgeTools,
  language: LanguageDefinition,
  request: TestRequest,
  task: JudgingTask | undefined,
  signal?: AbortSignal,
): Promise<TestResponse> {
  const tests: CustomTest[] = request.tests ?? [{ input: request.input }];
  return withJobFolder(tools.scratchFolder, async (hostFolder) => {
    const program = await compileSubmitted(tools, language, request, { task, hostFolder, signal });
    if (program.result && !program.result.ok) {
      return { ...responseOfRefused(request.tests ?? [], program.result), layers: program.layers ?? [] };
    }
    const runs = await runInOrder(
      tests.length,
      (index, ownSignal) =>
        runOne({ tools, program, task, hostFolder, signal: ownSignal }, tests[index] as CustomTest, index),
      { laneCount: tools.laneCount, endsAll: () => false, signal },
    );
    return responseOfRuns(program, request, runs);
  });
}

interface RunContext {
  tools: JudgeTools;
  program: CompiledProgram;
  task: JudgingTask | undefined;
  hostFolder: string;
  signal: AbortSignal;
}

async function runOne(context: RunContext, test: CustomTest, index: number): Promise<CustomRun> {
  const hostOutputStem = join(context.hostFolder, String(index));
  const hostInputPath = `${hostOutputStem}.in`;
  const hostAnswerPath = test.expected === undefined ? undefined : `${hostOutputStem}.ans`;
  await guardFiles('writing a custom test', async () => {
    // Readable by the box's user: programs open /dev/stdin, validators their files.
    await writeFile(hostInputPath, test.input, { mode: 0o644 });
    if (hostAnswerPath) await writeFile(hostAnswerPath, test.expected ?? '', { mode: 0o644 });
  });
  const judged = await judgeTest({
    runner: context.tools.runner,
    programs: context.tools.programs,
    program: context.program,
    limits: context.task?.limits ?? DEFAULT_LIMITS,
    checker: context.task?.checker ?? LENIENT_CHECKER,
    name: nameOfCustomTest(test, index),
    hostInputPath,
    ...(hostAnswerPath ? { hostAnswerPath } : {}),
    isOpen: true,
    forAuthor: false,
    hostOutputStem,
    signal: context.signal,
  });
  return guardFiles('reading an output', async () => {
    const shownBytes = index === 0 ? MAX_OUTPUT_BYTES : 0;
    const { text, clipped } = await readClipped(judged.run.hostStdoutPath, shownBytes);
    const stderr = await readClipped(judged.run.hostStderrPath, SHOWN_BYTES);
    await removeOutputs(hostOutputStem);
    return {
      judged,
      status: statusOf(judged.run.verdict),
      output: text,
      outputClipped: clipped || judged.run.report.stdoutTruncated,
      stderr: hideBoxPaths(stderr.text),
    };
  });
}

/** Verdicts of a run alone are statuses; `undefined` means that it ended well. */
function statusOf(verdict: Verdict | undefined): RunStatus {
  switch (verdict) {
    case undefined:
      return 'OK';
    case 'Runtime Error':
    case 'Time Limit Exceeded':
    case 'Memory Limit Exceeded':
    case 'Output Limit Exceeded':
    case 'Security Violation':
      return verdict;
    default:
      return 'Internal Error';
  }
}

function responseOfRuns(program: CompiledProgram, request: TestRequest, runs: CustomRun[]): TestResponse {
  const first = runs[0] as CustomRun;
  const { exit, usage, violations } = first.judged.run.report;
  const status = runs.find((run) => run.status !== 'OK')?.status ?? 'OK';
  return {
    success: status === 'OK',
    status,
    output: first.output,
    executionTime: usage.cpuTimeMs,
    wallTimeMs: usage.wallTimeMs,
    memoryBytes: usage.memoryBytes,
    stderr: first.stderr,
    stdoutTruncated: first.outputClipped,
    exitCode: exit.kind === 'exited' ? exit.code : null,
    signal: exit.kind === 'signaled' ? exit.signal : null,
    compile: program.result,
    diagnostics: [],
    violations,
    layers: layersOfAll([...(program.layers ? [program.layers] : []), ...runs.map((run) => run.judged.layers)]),
    tests: request.tests ? runs.map((run) => run.judged.result) : [],
  };
}
