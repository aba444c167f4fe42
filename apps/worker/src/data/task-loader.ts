/**
 * From a problem in the store to a task that the judge can work on, with all data as files on
 * this machine. It is read in the package itself, by the same code that `letscode judge` uses,
 * so that a package is judged alike everywhere. What was read is kept until the package changes.
 */
import { LetscodeError, type Limits } from '@letscode/core';
import { type Checker, type JudgingTask, type JudgingTest, judgingTaskOfPackage } from '@letscode/judge';
import { type ProblemPackage, readPackage } from '@letscode/problem-package';
import type { CheckerConfig, JudgingProblem, ProblemStore, StoredTest } from '@letscode/store';
import type { BlobCache } from './blob-cache.js';
import type { PackageCache } from './package-cache.js';
import type { ValidatorCache } from './validator-cache.js';

/** Which tests are wanted: `none` for limits and checker alone. */
type TestChoice = 'all' | 'samples' | 'none';

/** Files fetched at the same time. */
const PARALLEL_COUNT = 4;
/** Packages whose content is kept in memory: names and paths, no data. */
const MAX_KEPT = 100;

export interface LoadedPackage {
  packageSha256: string;
  pkg: ProblemPackage;
  task: JudgingTask;
}

export interface TaskLoaderParts {
  problems: Pick<ProblemStore, 'findForJudging' | 'findRules'>;
  blobs: Pick<BlobCache, 'path'>;
  packages: Pick<PackageCache, 'path' | 'touch'>;
  validators: Pick<ValidatorCache, 'path'>;
}

export class TaskLoader {
  readonly #parts: TaskLoaderParts;
  /** By problem, in the order of their last use. */
  readonly #kept = new Map<string, LoadedPackage>();

  constructor(parts: TaskLoaderParts) {
    this.#parts = parts;
  }

  /** @throws LetscodeError `problem_not_found`, `bad_package`, `disk_full`, `database_unavailable`, `internal` */
  async load(problemId: string, choice: TestChoice): Promise<JudgingTask> {
    const head = await this.#head(problemId);
    const kept = await this.#stillKept(problemId, head.packageSha256);
    if (kept) return chosen(kept.task, head.limits, choice);
    const problem = await this.#problem(problemId);
    if (problem.files.length === 0) return this.#withoutPackage(problem, choice);
    return chosen((await this.#read(problem)).task, problem.limits, choice);
  }

  /** The whole package, its solutions too. @throws as `load`; `conflict` for a problem without a package */
  async loadPackage(problemId: string): Promise<LoadedPackage> {
    const head = await this.#head(problemId);
    const kept = await this.#stillKept(problemId, head.packageSha256);
    if (kept) return kept;
    const problem = await this.#problem(problemId);
    if (problem.files.length > 0) return this.#read(problem);
    throw new LetscodeError('conflict', `"${problemId}" was imported before packages were kept: import it again`);
  }

  async #head(problemId: string): Promise<{ packageSha256: string; limits: Limits }> {
    const head = await this.#parts.problems.findRules(problemId);
    if (!head) throw new LetscodeError('problem_not_found', `There is no problem "${problemId}"`);
    return head;
  }

  async #problem(problemId: string): Promise<JudgingProblem> {
    const problem = await this.#parts.problems.findForJudging(problemId);
    if (!problem) throw new LetscodeError('problem_not_found', `There is no problem "${problemId}"`);
    return problem;
  }

  async #stillKept(problemId: string, packageSha256: string): Promise<LoadedPackage | undefined> {
    const kept = this.#kept.get(problemId);
    if (kept?.packageSha256 !== packageSha256) return undefined;
    if (!(await this.#parts.packages.touch(kept.pkg.hostPath))) return undefined;
    this.#keep(problemId, kept);
    return kept;
  }

  async #read(problem: JudgingProblem): Promise<LoadedPackage> {
    const pkg = await readPackage(await this.#parts.packages.path(problem));
    const loaded = { packageSha256: problem.packageSha256, pkg, task: judgingTaskOfPackage(pkg) };
    this.#keep(problem.id, loaded);
    return loaded;
  }

  #keep(problemId: string, loaded: LoadedPackage): void {
    this.#kept.delete(problemId);
    this.#kept.set(problemId, loaded);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MAX_KEPT) return;
      this.#kept.delete(oldest);
    }
  }

  /** A problem that was imported before packages were kept, or put into the store test by test. */
  async #withoutPackage({ id, limits, checker, tests }: JudgingProblem, choice: TestChoice): Promise<JudgingTask> {
    const wanted = tests.filter((test) => choice === 'all' || (choice === 'samples' && test.isSample));
    const provided: JudgingTest[] = [];
    for (let begin = 0; begin < wanted.length; begin += PARALLEL_COUNT) {
      const group = wanted.slice(begin, begin + PARALLEL_COUNT);
      provided.push(...(await Promise.all(group.map((test) => this.#provideTest(test)))));
    }
    return { problemId: id, limits, checker: await this.#provideChecker(checker), tests: provided };
  }

  async #provideTest({ name, isSample, inputSha256, answerSha256 }: StoredTest): Promise<JudgingTest> {
    const { blobs } = this.#parts;
    const [hostInputPath, hostAnswerPath] = await Promise.all([blobs.path(inputSha256), blobs.path(answerSha256)]);
    return { name, isSample, hostInputPath, hostAnswerPath };
  }

  async #provideChecker(checker: CheckerConfig): Promise<Checker> {
    if (checker.kind === 'default') return checker;
    return { kind: 'custom', hostPath: await this.#parts.validators.path(checker.files), args: checker.args };
  }
}

/** @param limits as the store has them: a verification may have derived the time limit */
function chosen(task: JudgingTask, limits: Limits, choice: TestChoice): JudgingTask {
  if (choice === 'all') return { ...task, limits };
  const tests = choice === 'samples' ? task.tests.filter((test) => test.isSample) : [];
  return { ...task, limits, tests };
}
