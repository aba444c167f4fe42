/**
 * A package's own grader (legacy format): a program that reads a line `VERDICT SCORE` for each child of a
 * group and prints one line of the same kind for the group.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { type Graded, type Limits, roundScore, type Verdict, wallLimitMs } from '@letscode/core';
import { BOX, limitsOfCommand, outputPaths, removeOutputs, runInBox } from './box-run.js';
import { readClipped } from './clipped-text.js';
import type { RunsPrograms } from './contract.js';
import { guardFiles } from './faults.js';
import type { PackagePrograms } from './package-programs.js';

const MIB = 1024 * 1024;

const GRADER_LIMITS: Limits = {
  cpuTimeMs: 20_000,
  wallTimeMs: wallLimitMs(20_000),
  memoryBytes: 1024 * MIB,
  outputBytes: MIB,
  processCount: 50,
  diskBytes: 16 * MIB,
};

/** The formats know no more; what they don't know they call a crash. */
const CODES: Partial<Record<Verdict, string>> = {
  Accepted: 'AC',
  'Wrong Answer': 'WA',
  'Presentation Error': 'WA',
  'Time Limit Exceeded': 'TLE',
  'Memory Limit Exceeded': 'MLE',
  'Output Limit Exceeded': 'OLE',
  'Runtime Error': 'RTE',
  'Security Violation': 'RTE',
  'Internal Error': 'JE',
};

const VERDICTS: Record<string, Verdict> = {
  AC: 'Accepted',
  WA: 'Wrong Answer',
  PE: 'Presentation Error',
  TLE: 'Time Limit Exceeded',
  MLE: 'Memory Limit Exceeded',
  OLE: 'Output Limit Exceeded',
  RTE: 'Runtime Error',
  JE: 'Internal Error',
};

const ANSWER = /^(AC|WA|PE|TLE|MLE|OLE|RTE|JE)\s+(-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*$/;

export interface GradingByProgram extends Pick<Graded, 'verdict' | 'score'> {
  /** Why it failed, for the author; the verdict is then Internal Error. */
  fault?: string;
}

export async function gradeByProgram(
  tools: { runner: RunsPrograms; programs: PackagePrograms },
  grading: { hostGraderPath: string; args: readonly string[]; children: readonly Graded[] },
  place: { hostFolder: string; signal?: AbortSignal | undefined },
): Promise<GradingByProgram> {
  const { children } = grading;
  if (children.some(({ verdict }) => verdict === 'Internal Error')) return { verdict: 'Internal Error', score: 0 };
  const grader = await tools.programs.prepare(grading.hostGraderPath);
  if (typeof grader === 'string') return fault(grader);
  const stem = `${place.hostFolder}/grader`;
  const command = grader.language.run;
  try {
    await guardFiles('writing the verdicts for the grader', async () => {
      await mkdir(place.hostFolder, { recursive: true });
      await writeFile(`${stem}.in`, inputOf(children), { mode: 0o644 });
    });
    const report = await runInBox(
      tools.runner,
      {
        command,
        phase: 'run',
        sources: [],
        main: grader.main,
        hostPreparedPath: grader.language.hostPreparedPath,
        hostStartPath: grader.language.hostStartPath,
        memoryBytes: GRADER_LIMITS.memoryBytes,
        args: [...grading.args],
        mounts: [{ hostPath: grader.hostArtifactPath, boxPath: BOX.artifact }],
        limits: limitsOfCommand(GRADER_LIMITS, command),
        hostStdinPath: `${stem}.in`,
        hostOutputStem: stem,
      },
      place.signal,
    );
    const { stdout, stderr } = outputPaths(stem);
    const said = await guardFiles('reading what the grader says', () => readClipped(stdout, 4096));
    const complaint = (await guardFiles('reading what the grader says', () => readClipped(stderr, 4096))).text.trim();
    if (report.exit.kind !== 'exited') return fault(`it ended by ${report.exit.kind}\n${complaint}`);
    if (report.exit.code !== 0) return fault(`it exited with code ${report.exit.code}\n${complaint}`);
    return gradingOf(said.text);
  } finally {
    await rm(`${stem}.in`, { force: true });
    await removeOutputs(stem);
  }
}

export function inputOf(children: readonly Graded[]): string {
  return children.map(({ verdict, score }) => `${CODES[verdict] ?? 'WA'} ${score}\n`).join('');
}

export function gradingOf(said: string): GradingByProgram {
  const answer = ANSWER.exec(said.trimStart());
  const verdict = VERDICTS[answer?.[1] ?? ''];
  if (!answer || verdict === undefined) return fault(`it printed ${JSON.stringify(said.slice(0, 200))}`);
  return { verdict, score: roundScore(Number(answer[2])) };
}

function fault(reason: string): GradingByProgram {
  return { verdict: 'Internal Error', score: 0, fault: `The grader is at fault: ${reason.trim()}` };
}
