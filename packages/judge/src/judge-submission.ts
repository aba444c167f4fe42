/**
 * A submission against all tests of a problem: compile once, run each test in a
 * fresh sandbox, several side by side; then the groups' rules say what comes of it.
 * Without scoring the first failure in order decides and what comes after it is Skipped.
 */
import { join } from 'node:path';
import {
  LAYERS,
  type Layer,
  neededNoMore,
  scoreOfTest,
  type TestResult,
  treeOfGroups,
  type Verdict,
  type VerdictSummary,
  verdictOfTests,
} from '@letscode/core';
import type { LanguageDefinition } from '@letscode/languages';
import { removeOutputs } from './box-run.js';
import { type CompiledProgram, compileProgram } from './compile-program.js';
import type { JudgeOutcome, JudgingHooks, JudgingTask, JudgingTest, Program, RunsPrograms } from './contract.js';
import { gradeByProgram } from './grade-by-program.js';
import { type JudgedTest, judgeTest } from './judge-test.js';
import type { PackagePrograms } from './package-programs.js';
import { withJobFolder } from './scratch.js';
import { TestsAhead } from './tests-ahead.js';
import { type WalkedGroup, walkGroup } from './walk-groups.js';

/** What a judge works with. */
export interface JudgeTools {
  runner: RunsPrograms;
  programs: PackagePrograms;
  scratchFolder: string;
  laneCount: number;
}

/** Compiles what was submitted into the job's folder, with what the problem adds to it. */
export function compileSubmitted(
  tools: JudgeTools,
  language: LanguageDefinition,
  program: Program,
  job: { task: JudgingTask | undefined; hostFolder: string; signal: AbortSignal | undefined },
): Promise<CompiledProgram> {
  const { task, hostFolder, signal } = job;
  const sources = program.files ?? [{ name: `main.${language.extension}`, content: program.code }];
  const included = task?.includes?.[language.id] ?? task?.includes?.[''] ?? [];
  return compileProgram({
    runner: tools.runner,
    language,
    sources,
    included,
    constants: task?.constants,
    entrypoint: program.entrypoint,
    hostFolder,
    signal,
  });
}

export async function judgeSubmission(
  tools: JudgeTools,
  language: LanguageDefinition,
  program: Program,
  task: JudgingTask,
  hooks: JudgingHooks,
): Promise<JudgeOutcome> {
  return withJobFolder(tools.scratchFolder, async (hostFolder) => {
    const compiled = await compileSubmitted(tools, language, program, { task, hostFolder, signal: hooks.signal });
    if (compiled.result) hooks.onCompiled?.(compiled.result);
    if (compiled.result && !compiled.result.ok) return outcomeOfFailedCompile(compiled, task);
    return judgeTests(tools, compiled, task, hooks, hostFolder);
  });
}

function outcomeOfFailedCompile(compiled: CompiledProgram, task: JudgingTask): JudgeOutcome {
  const testResults = task.tests.map((test) => skippedResult(test.name));
  const verdict = summarise('Compilation Error', testResults, 'The program does not compile');
  if (task.scoring) verdict.score = 0;
  return { verdict, compile: compiled.result, testResults, layers: compiled.layers ?? [] };
}

async function judgeTests(
  tools: JudgeTools,
  program: CompiledProgram,
  task: JudgingTask,
  hooks: JudgingHooks,
  hostFolder: string,
): Promise<JudgeOutcome> {
  const whole = treeOfGroups(
    task.tests.map(({ name }) => name),
    task.scoring?.groups ?? [],
  );
  const ahead = new TestsAhead(
    task.tests.length,
    (index, signal) => judgeOne({ tools, program, task, hostFolder }, index, signal),
    {
      laneCount: tools.laneCount,
      neededNoMore: (index, { result }) => (result.verdict === 'Accepted' ? [] : neededNoMore(whole, index)),
      signal: hooks.signal,
    },
  );
  const judged = new Map<number, JudgedTest>();
  const faults: string[] = [];
  try {
    const walked = await walkGroup(whole, {
      judge: async (index, { group }) => {
        const done = await ahead.result(index);
        const { result } = done;
        const score = scoreOfTest(group, result.verdict, done.given);
        if (task.scoring) result.score = score;
        judged.set(index, done);
        hooks.onTest?.(result, index + 1);
        return { name: result.name, verdict: result.verdict, score };
      },
      skip: (indexes) => ahead.skip(indexes),
      gradeByProgram: async (args, children) => {
        const hostGraderPath = task.scoring?.hostGraderPath;
        if (hostGraderPath === undefined) {
          faults.push('The package names a grader of its own but has none');
          return { verdict: 'Internal Error', score: 0 };
        }
        const place = { hostFolder, signal: hooks.signal };
        const { fault, ...graded } = await gradeByProgram(tools, { hostGraderPath, args, children }, place);
        if (fault !== undefined) faults.push(fault);
        return graded;
      },
      scoresAreGiven: task.checker.kind === 'custom',
    });
    return outcomeOf(task, program, { walked, judged, faults });
  } finally {
    await ahead.close();
  }
}

async function judgeOne(
  job: { tools: JudgeTools; program: CompiledProgram; task: JudgingTask; hostFolder: string },
  index: number,
  signal: AbortSignal,
): Promise<JudgedTest> {
  const { tools, task } = job;
  const { isSample, ...test } = task.tests[index] as JudgingTest;
  const hostOutputStem = join(job.hostFolder, String(index));
  const done = await judgeTest({
    ...test,
    runner: tools.runner,
    programs: tools.programs,
    program: job.program,
    limits: task.limits,
    checker: task.checker,
    mode: task.mode,
    validatorLimits: task.validatorLimits,
    constants: task.constants,
    isScored: task.scoring !== undefined,
    isOpen: isSample,
    forAuthor: task.forAuthor ?? false,
    hostOutputStem,
    followingCount: Math.min(task.tests.length - index - 1, tools.laneCount + 1),
    signal,
  });
  await removeOutputs(hostOutputStem);
  return done;
}

interface Walk {
  walked: WalkedGroup;
  judged: Map<number, JudgedTest>;
  /** Of graders. */
  faults: string[];
}

function outcomeOf(task: JudgingTask, program: CompiledProgram, walk: Walk): JudgeOutcome {
  const { walked, judged, faults } = walk;
  const testResults = task.tests.map((test, index) => judged.get(index)?.result ?? skippedResult(test.name));
  const status = statusOf(walked, testResults);
  const deciding = testResults.find((result) => result.verdict === status && status !== 'Accepted');
  const message = status === 'Internal Error' && faults.length > 0 ? faultMessage(task, faults) : undefined;
  const verdict = summarise(status, testResults, message ?? (deciding && messageOfDeciding(deciding)));
  if (task.scoring) Object.assign(verdict, scoresOf(walked));
  const layers = [...judged.values()].map((done) => done.layers);
  return {
    verdict,
    compile: program.result,
    testResults,
    layers: layersOfAll([...(program.layers ? [program.layers] : []), ...layers]),
  };
}

/** Rules may leave nothing to say, such as when all that counts was skipped: then the tests decide. */
function statusOf(walked: WalkedGroup, testResults: TestResult[]): Verdict {
  return walked.told === 'Skipped' ? verdictOfTests(testResults.map((result) => result.verdict)) : walked.told;
}

/** What isn't accepted by the rules of the whole has no score, whatever its groups have. */
function scoresOf({
  verdict,
  score,
  bestScore,
  below,
}: WalkedGroup): Pick<VerdictSummary, 'score' | 'maxScore' | 'groups'> {
  const scores: Pick<VerdictSummary, 'score' | 'maxScore' | 'groups'> = {
    score: verdict === 'Accepted' ? score : 0,
    groups: below,
  };
  if (bestScore !== undefined) scores.maxScore = bestScore;
  return scores;
}

function faultMessage(task: JudgingTask, faults: string[]): string {
  return task.forAuthor ? faults.join('\n') : "The problem's grader failed; its author has to mend it";
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
