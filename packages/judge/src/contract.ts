/**
 * What the judge is given and what it answers.
 *
 * The judge needs little of a sandbox and declares it here, so that it
 * knows no sandbox package. Everything else reaches it as files and records.
 */
import type {
  CompileResult,
  Layer,
  Limits,
  RunReport,
  RunSpec,
  TestRequest,
  TestResponse,
  TestResult,
  VerdictSummary,
} from '@letscode/core';

/** All that the judge asks of a sandbox. */
export interface RunsPrograms {
  run(spec: RunSpec, signal?: AbortSignal): Promise<RunReport>;
  /** Prepares for runs like this one, where the sandbox can. */
  warm?(spec: RunSpec, count: number): Promise<void>;
}

export type Checker =
  | {
      kind: 'default';
      caseSensitive: boolean;
      spaceChangeSensitive: boolean;
      floatAbsolute?: number;
      floatRelative?: number;
    }
  /** An output validator by the Kattis interface; `hostPath` is its file or folder. */
  | { kind: 'custom'; hostPath: string; args: string[] };

export interface JudgingTest {
  name: string;
  isSample: boolean;
  hostInputPath: string;
  hostAnswerPath: string;
}

export interface JudgingTask {
  problemId: string;
  limits: Limits;
  checker: Checker;
  tests: JudgingTest[];
  /** Tells the full difference of secret tests too: only where the reader may see the secret data (verify). */
  forAuthor?: boolean;
}

export interface SourceFile {
  /** Path below the source folder, with `/`. */
  name: string;
  content: string | Uint8Array;
}

export interface Program {
  /** A language id. */
  language: string;
  code: string;
  /** Sources of a program that has several files; `code` is then ignored. */
  files?: SourceFile[];
}

export interface JudgingHooks {
  onCompiled?(result: CompileResult): void;
  /** Called in the problem's order; `finishedCount` from 1. */
  onTest?(result: TestResult, finishedCount: number): void;
  signal?: AbortSignal;
}

export interface JudgeOutcome {
  verdict: VerdictSummary;
  /** Null for a language that isn't compiled. */
  compile: CompileResult | null;
  /** In the problem's order; tests after the first failure are Skipped. */
  testResults: TestResult[];
  /** The layers that were in force on every run. */
  layers: Layer[];
}

export interface Judge {
  /** @throws LetscodeError `sandbox_fault` for a fault of ours: the caller tries again later */
  judge(program: Program, task: JudgingTask, hooks?: JudgingHooks): Promise<JudgeOutcome>;
  /** Compiles once and runs the program on custom input; `task` gives limits and checker when the request names a problem. */
  runTests(request: TestRequest, task: JudgingTask | undefined, signal?: AbortSignal): Promise<TestResponse>;
}
