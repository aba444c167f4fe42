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
  TestGroup,
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
  /** Two programs at once, each one's standard output the other's standard input: for interactive problems only. */
  runJoined?(pair: JoinedPrograms, signal?: AbortSignal): Promise<JoinedReports>;
}

/** As the sandbox takes it; `hostStdinPath` must be absent in both. */
export interface JoinedPrograms {
  first: RunSpec;
  second: RunSpec;
  /** How much of the traffic of each direction is kept in `hostStdoutPath` of its sender. */
  recordBytes: number;
  /** Receives the order of the traffic: `> BYTES` from first to second, `< BYTES` back, `>.` and `<.` the end of one. */
  hostTranscriptPath?: string;
}

export interface JoinedReports {
  first: RunReport;
  second: RunReport;
  /** Which of the two ended first; the other may have failed because of it. */
  endedFirst: 'first' | 'second';
}

export type Checker =
  | {
      kind: 'default';
      caseSensitive: boolean;
      spaceChangeSensitive: boolean;
      floatAbsolute?: number;
      floatRelative?: number;
    }
  /**
   * The package's own program; `hostPath` is its file or folder. `kattis`: exit 42/43 and a feedback folder;
   * `testlib`: `checker INPUT OUTPUT ANSWER`, exit 0/1/2/7. Sources tell which (checker/protocol.ts) where a package doesn't.
   */
  | { kind: 'custom'; hostPath: string; args: string[] };

export interface JudgingTest {
  name: string;
  isSample: boolean;
  hostInputPath: string;
  hostAnswerPath: string;
  /** Flags of the checker for this test, where its group or itself has its own; those of the task when absent. */
  checkerArgs?: string[];
  /** Arguments of the program. */
  args?: string[];
  /** A folder whose files lie in the program's working folder. */
  hostFilesPath?: string;
}

/** What the problem is beside one run and one comparison for each test; absent for most. */
export interface JudgingMode {
  /** The validator talks with the program while it runs. */
  interactive: boolean;
  /** Most runs for one test: the validator may write `nextpass.in` to its feedback folder. 1 for most. */
  passCount: number;
}

export interface JudgingScoring {
  /** All groups, `''` first, each before its children. */
  groups: TestGroup[];
  /** The package's own grader, a file or a folder, for groups with `customGraderArgs`. */
  hostGraderPath?: string;
}

export interface JudgingTask {
  problemId: string;
  limits: Limits;
  checker: Checker;
  /** In the order of judging. */
  tests: JudgingTest[];
  mode?: JudgingMode;
  /** What the package's validator may take; Kattis' minute and 2 GiB when absent. */
  validatorLimits?: Partial<Pick<Limits, 'cpuTimeMs' | 'memoryBytes'>>;
  /** What `{{name}}` stands for in the package's programs, by name. */
  constants?: Record<string, string>;
  /** Only of a scored problem. */
  scoring?: JudgingScoring;
  /** Sources that belong to every submission in a language (graders, headers), by language id, or `''` for all others. */
  includes?: Record<string, IncludedFile[]>;
  /** Tells the full difference of secret tests too: only where the reader may see the secret data (verify). */
  forAuthor?: boolean;
}

/** A file of the package that is put beside the submission's own; the submission's loses when both have the name. */
export interface IncludedFile {
  /** Path below the source folder, with `/`. */
  name: string;
  hostPath: string;
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
  /** Which file, class or module begins, where the language can't tell (`submissions.yaml`). */
  entrypoint?: string;
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
  /**
   * Compiles what may be submitted and has boxes ready for its runs, so that what `runner` keeps is found later.
   *
   * @returns null for a language that isn't compiled
   */
  compileAhead(program: Program, task: JudgingTask | undefined, signal?: AbortSignal): Promise<CompileResult | null>;
  /** Has boxes ready for runs of a language, as far as the sandbox has room; a language that doesn't work here is left out. */
  warm(languageId: string, count: number): Promise<void>;
}
