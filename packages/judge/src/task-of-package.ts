/**
 * What of a package it is judged by: limits, checker, groups, and how its tests are run.
 */
import { DEFAULT_LIMITS, type Limits, wallLimitMs } from '@letscode/core';
import type { PackageLimits, PackageTest, ProblemPackage } from '@letscode/problem-package';
import { checkerOfFlags } from './check-output.js';
import type { Checker, JudgingScoring, JudgingTask, JudgingTest } from './contract.js';

/** What the Kattis formats say where a package is silent: 2 GiB and 8 MiB; the time is ours. */
const PACKAGE_MEMORY_BYTES = 2048 * 1024 * 1024;
const PACKAGE_OUTPUT_BYTES = 8 * 1024 * 1024;

export function limitsOfPackage(limits: PackageLimits): Limits {
  const cpuTimeMs = limits.cpuTimeMs ?? DEFAULT_LIMITS.cpuTimeMs;
  return {
    ...DEFAULT_LIMITS,
    cpuTimeMs,
    wallTimeMs: wallLimitMs(cpuTimeMs),
    memoryBytes: limits.memoryBytes ?? PACKAGE_MEMORY_BYTES,
    outputBytes: limits.outputBytes ?? PACKAGE_OUTPUT_BYTES,
  };
}

export function checkerOfPackage(problem: Pick<ProblemPackage, 'validation'>): Checker {
  const { kind, flags, hostPath } = problem.validation;
  return kind === 'custom' && hostPath !== undefined ? { kind, hostPath, args: flags } : checkerOfFlags(flags);
}

/** Kattis allows two runs for a test of a multi-pass problem where the package is silent. */
const PASS_COUNT = 2;

export function judgingTaskOfPackage(problem: ProblemPackage): JudgingTask {
  const { kind, groups, hostGraderPath } = problem;
  const task: JudgingTask = {
    problemId: problem.id,
    limits: limitsOfPackage(problem.limits),
    checker: checkerOfPackage(problem),
    tests: problem.tests.map(judgingTestOf),
    includes: problem.includes,
    constants: problem.constants,
  };
  if (kind.interactive || kind.multiPass) {
    const passCount = kind.multiPass ? (problem.limits.passCount ?? PASS_COUNT) : 1;
    task.mode = { interactive: kind.interactive, passCount };
  }
  const { validationTimeMs, validationMemoryBytes } = problem.limits;
  if (validationTimeMs !== undefined || validationMemoryBytes !== undefined) {
    task.validatorLimits = {
      ...(validationTimeMs === undefined ? {} : { cpuTimeMs: validationTimeMs }),
      ...(validationMemoryBytes === undefined ? {} : { memoryBytes: validationMemoryBytes }),
    };
  }
  if (Object.keys(problem.constants).length > 0) task.constants = problem.constants;
  if (kind.scored && groups) {
    const scoring: JudgingScoring = { groups };
    if (hostGraderPath !== undefined) scoring.hostGraderPath = hostGraderPath;
    task.scoring = scoring;
  }
  return task;
}

function judgingTestOf({
  name,
  isSample,
  hostInputPath,
  hostAnswerPath,
  validatorArgs,
  args,
  hostFilesPath,
}: PackageTest): JudgingTest {
  const test: JudgingTest = { name, isSample, hostInputPath, hostAnswerPath };
  if (validatorArgs) test.checkerArgs = validatorArgs;
  if (args) test.args = args;
  if (hostFilesPath !== undefined) test.hostFilesPath = hostFilesPath;
  return test;
}
