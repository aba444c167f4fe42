/**
 * A submission against all tests of a problem: compile once, run each test in a
 * fresh sandbox, several side by side; the first failure in order decides and
 * what comes after it is Skipped.
 */
import { join } from 'node:path';
import { LAYERS, type Layer, type TestResult, type Verdict, type VerdictSummary, verdictOfTests } from '@letscode/core';
import type { LanguageDefinition } from '@letscode/languages';
import { removeOutputs } from './box-run.js';
import type { ValidatorWorkshop } from './checker/custom-checker.js';
import { type CompiledProgram, compileProgram } from './compile-program.js';
import type { JudgeOutcome, JudgingHooks, JudgingTask, Program, RunsPrograms } from './contract.js';
import { runInOrder } from './in-order.js';
import { judgeTest } from './judge-test.js';
import { withJobFolder } from './scratch.js';

/** What a judge works with. */
export interface JudgeTools {
  runner: RunsPrograms;
  workshop: ValidatorWorkshop;
  scratchFolder: string;
  laneCount: number;
}

/** Compiles what was submitted into the job's folder. */
export function compileSubmitted(
  tools: JudgeTools,
  language: LanguageDefinition,
  program: Program,
  hostFolder: string,
  signal: AbortSignal | undefined,
): Promise<CompiledProgram> {
  const sources = program.files ?? [{ name: `main.${language.extension}`, content: program.code }];
  return compileProgram({ runner: tools.runner, language, sources, hostFolder, signal });
}

export async function judgeSubmission(
  tools: JudgeTools,
  language: LanguageDefinition,
  program: Program,
  task: JudgingTask,
  hooks: JudgingHooks,
): Promise<JudgeOutcome> {
  return withJobFolder(tools.scratchFolder, async (hostFolder) => {
    const compiled = await compileSubmitted(tools, language, program, hostFolder, hooks.signal);
    if (compiled.result) hooks.onCompiled?.(compiled.result);
    if (compiled.result && !compiled.result.ok) return outcomeOfFailedCompile(compiled, task);
    return judgeTests(tools, compiled, task, hooks, hostFolder);
  });
}

function outcomeOfFailedCompile(compiled: CompiledProgram, task: JudgingTask): JudgeOutcome {
  const testResults = task.tests.map((test) => skippedResult(test.name));
  return {
    verdict: summarise('Compilation Error', testResults, 'The program does not compile'),
    compile: compiled.result,
    testResults,
    layers: compiled.layers ?? [],
  };
}

async function judgeTests(
  tools: JudgeTools,
  program: CompiledProgram,
  task: JudgingTask,
  hooks: JudgingHooks,
  hostFolder: string,
): Promise<JudgeOutcome> {
  const judged = await runInOrder(
    task.tests.length,
    async (index, signal) => {
      const test = task.tests[index] as JudgingTask['tests'][number];
      const hostOutputStem = join(hostFolder, String(index));
      const done = await judgeTest({
        runner: tools.runner,
        workshop: tools.workshop,
        program,
        limits: task.limits,
        checker: task.checker,
        name: test.name,
        hostInputPath: test.hostInputPath,
        hostAnswerPath: test.hostAnswerPath,
        isOpen: test.isSample,
        forAuthor: task.forAuthor ?? false,
        hostOutputStem,
        followingCount: Math.min(task.tests.length - index - 1, tools.laneCount + 1),
        signal,
      });
      await removeOutputs(hostOutputStem);
      return done;
    },
    {
      laneCount: tools.laneCount,
      endsAll: (done) => done.result.verdict !== 'Accepted',
      onResult: (done, index) => hooks.onTest?.(done.result, index + 1),
      signal: hooks.signal,
    },
  );
  const ran = judged.map((done) => done.result);
  const testResults = task.tests.map((test, index) => ran[index] ?? skippedResult(test.name));
  const verdict = verdictOfTests(ran.map((result) => result.verdict));
  const deciding = ran.find((result) => result.verdict === verdict && verdict !== 'Accepted');
  return {
    verdict: summarise(verdict, testResults, deciding && messageOfDeciding(deciding)),
    compile: program.result,
    testResults,
    layers: layersOfAll([...(program.layers ? [program.layers] : []), ...judged.map((done) => done.layers)]),
  };
}

function messageOfDeciding(result: TestResult): string {
  return result.message ? `${result.name}: ${result.message}` : `Failed on ${result.name}`;
}

function skippedResult(name: string): TestResult {
  return { name, verdict: 'Skipped', cpuTimeMs: 0, wallTimeMs: 0, memoryBytes: 0 };
}

function summarise(status: Verdict, results: TestResult[], message: string | undefined): VerdictSummary {
  const largest = (pick: (result: TestResult) => number) =>
    results.reduce((max, result) => Math.max(max, pick(result)), 0);
  const summary: VerdictSummary = {
    status,
    passedCount: results.filter((result) => result.verdict === 'Accepted').length,
    testCount: results.length,
    maxCpuTimeMs: largest((result) => result.cpuTimeMs),
    maxWallTimeMs: largest((result) => result.wallTimeMs),
    maxMemoryBytes: largest((result) => result.memoryBytes),
  };
  if (message) summary.message = message;
  return summary;
}

/** The layers in force on every one of the runs. */
export function layersOfAll(runs: Layer[][]): Layer[] {
  if (runs.length === 0) return [];
  return LAYERS.filter((layer) => runs.every((layers) => layers.includes(layer)));
}
