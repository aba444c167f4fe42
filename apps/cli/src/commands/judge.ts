import {
  deriveTimeLimit,
  type JudgeOutcome,
  type JudgingTask,
  judgingTaskOfPackage,
  withTimeLimit,
} from '@letscode/judge';
import { type ProblemPackage, readPackage } from '@letscode/problem-package';
import { Command } from 'commander';
import { type CommandContext, writeJson, writeLine } from '../context.js';
import { openWorkbench, requireLanguage, type Workbench } from '../workbench/open-workbench.js';
import { readSource } from '../workbench/read-source.js';

/** `letscode judge`: one submission against one package. */
export function judgeCommand(context: CommandContext): Command {
  return new Command('judge')
    .description('judge one program against one problem package')
    .argument('<package>', 'the package folder')
    .argument('<file>', 'the source file')
    .option('--lang <id>', "language; by default the file's extension decides")
    .option('--json', 'print one JSON object and nothing else')
    .action(async (path: string, file: string, options: { lang?: string; json?: boolean }) => {
      const { code, language } = await readSource(file, options.lang);
      const problem = await readPackage(path);
      const bench = await openWorkbench(context);
      try {
        requireLanguage(bench, language);
        await bench.prepare([language], true);
        const task = await taskOf(context, bench, problem);
        const outcome = await bench.judge.judge({ language, code }, task, { signal: context.signal });
        if (options.json) writeJson(context, asJson(problem.id, language, outcome));
        else print(context, outcome);
        context.exitCode = outcome.verdict.status === 'Accepted' ? 0 : 1;
      } finally {
        await bench.close();
      }
    });
}

/** The package's own time limit, or one from its submissions. */
async function taskOf(context: CommandContext, bench: Workbench, problem: ProblemPackage): Promise<JudgingTask> {
  const task = { ...judgingTaskOfPackage(problem), forAuthor: true };
  if (problem.limits.cpuTimeMs !== undefined) return task;
  const timeLimitMs = await deriveTimeLimit(bench.judge, problem, {
    problemName: problem.id,
    knownLanguages: [...bench.languages, ...bench.missing.map(({ definition }) => definition)],
    usableLanguageIds: new Set(bench.languages.map(({ id }) => id)),
    signal: context.signal,
  });
  return withTimeLimit(task, timeLimitMs);
}

function asJson(problem: string, language: string, outcome: JudgeOutcome) {
  const { status, score, maxScore, groups, maxCpuTimeMs, maxWallTimeMs, maxMemoryBytes } = outcome.verdict;
  return {
    problem,
    language,
    verdict: status,
    ...(score === undefined ? {} : { score }),
    ...(maxScore === undefined ? {} : { maxScore }),
    ...(groups === undefined ? {} : { groups }),
    maxCpuTimeMs,
    maxWallTimeMs,
    maxMemoryBytes,
    tests: outcome.testResults.map(({ name, verdict, score: points, cpuTimeMs, wallTimeMs, memoryBytes, message }) => ({
      name,
      verdict,
      cpuTimeMs,
      wallTimeMs,
      memoryBytes,
      ...(points === undefined ? {} : { score: points }),
      ...(message === undefined ? {} : { message }),
    })),
    compile: outcome.compile,
  };
}

function print(context: CommandContext, outcome: JudgeOutcome): void {
  if (outcome.compile?.output) writeLine(context, outcome.compile.output.trimEnd());
  for (const test of outcome.testResults) {
    const figures = test.verdict === 'Skipped' ? '' : `${test.cpuTimeMs} ms  ${mib(test.memoryBytes)}`;
    writeLine(context, `${test.name.padEnd(24)} ${test.verdict.padEnd(22)} ${figures}`.trimEnd());
    if (test.message) writeLine(context, `  ${test.message.replaceAll('\n', '\n  ')}`);
  }
  const { status, score, maxScore, groups = [], passedCount, testCount, maxCpuTimeMs } = outcome.verdict;
  if (groups.length > 0) writeLine(context);
  for (const group of groups) {
    const points = `${group.score}${group.maxScore === undefined ? '' : ` of ${group.maxScore}`}`;
    writeLine(context, `${group.name.padEnd(24)} ${group.verdict.padEnd(22)} ${points}`);
  }
  const total = score === undefined ? '' : `${score}${maxScore === undefined ? '' : ` of ${maxScore}`} points, `;
  writeLine(
    context,
    `\n${status}: ${total}${passedCount} of ${testCount} tests, at most ${maxCpuTimeMs} ms of CPU time`,
  );
}

function mib(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
