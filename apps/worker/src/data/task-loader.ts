/** From a problem in the store to a task that the judge can work on: its test data as files on this machine. */
import { LetscodeError } from '@letscode/core';
import type { Checker, JudgingTask, JudgingTest } from '@letscode/judge';
import type { CheckerConfig, ProblemStore, StoredTest } from '@letscode/store';
import type { BlobCache } from './blob-cache.js';
import type { ValidatorCache } from './validator-cache.js';

/** Which tests are wanted: `none` for limits and checker alone. */
type TestChoice = 'all' | 'samples' | 'none';

/** Files fetched at the same time. */
const PARALLEL_COUNT = 4;

export class TaskLoader {
  readonly #problems: Pick<ProblemStore, 'findForJudging'>;
  readonly #blobs: BlobCache;
  readonly #validators: ValidatorCache;

  constructor(problems: Pick<ProblemStore, 'findForJudging'>, blobs: BlobCache, validators: ValidatorCache) {
    this.#problems = problems;
    this.#blobs = blobs;
    this.#validators = validators;
  }

  /** @throws LetscodeError `problem_not_found`, `disk_full`, `database_unavailable`, `internal` */
  async load(problemId: string, choice: TestChoice): Promise<JudgingTask> {
    const problem = await this.#problems.findForJudging(problemId);
    if (!problem) throw new LetscodeError('problem_not_found', `There is no problem "${problemId}"`);
    const wanted = problem.tests.filter((test) => choice === 'all' || (choice === 'samples' && test.isSample));
    const tests: JudgingTest[] = [];
    for (let begin = 0; begin < wanted.length; begin += PARALLEL_COUNT) {
      const group = wanted.slice(begin, begin + PARALLEL_COUNT);
      tests.push(...(await Promise.all(group.map((test) => this.#provideTest(test)))));
    }
    return { problemId, limits: problem.limits, checker: await this.#provideChecker(problem.checker), tests };
  }

  async #provideTest({ name, isSample, inputSha256, answerSha256 }: StoredTest): Promise<JudgingTest> {
    const [hostInputPath, hostAnswerPath] = await Promise.all([
      this.#blobs.path(inputSha256),
      this.#blobs.path(answerSha256),
    ]);
    return { name, isSample, hostInputPath, hostAnswerPath };
  }

  async #provideChecker(checker: CheckerConfig): Promise<Checker> {
    if (checker.kind === 'default') return checker;
    return { kind: 'custom', hostPath: await this.#validators.path(checker.files), args: checker.args };
  }
}
