/**
 * A reference solution in a language that has a faster implementation, where the package leaves open which is meant.
 * Many authors who write `.py` measure with PyPy. So a time limit follows from the faster one, and a solution that is
 * too slow otherwise gets the verdict of the faster one; its row says so.
 */
import type { LanguageDefinition } from '@letscode/languages';
import type { PackageSubmission } from '@letscode/problem-package';
import type { JudgeOutcome, JudgingTask } from '../contract.js';
import { timeOf } from './derive-time-limit.js';
import { unmetInFormat } from './expectations.js';
import { type Judged, judgeOne, type Verifying } from './judge-reference.js';

/** Judged under the very long limit; in the faster implementation where that gives what is expected. */
export async function judgeToDerive(
  verifying: Verifying,
  submission: PackageSubmission,
  language: LanguageDefinition,
  task: JudgingTask,
): Promise<Judged> {
  const faster = fasterLanguage(verifying, submission, language);
  if (faster) {
    const judged = await judgeIn(verifying, submission, faster, task);
    if (isWhole(verifying, judged)) return judged;
  }
  return judgeIn(verifying, submission, language, task);
}

/**
 * Judged under the limit in force; once more in the faster implementation when the time was the trouble.
 *
 * @param earlier what came of it while the limit was derived; it stands where it kept within the limit
 */
export async function judgeReference(
  verifying: Verifying,
  submission: PackageSubmission,
  language: LanguageDefinition,
  task: JudgingTask,
  earlier?: Judged,
): Promise<Judged> {
  const again = (candidate: LanguageDefinition) =>
    earlier?.language === candidate && timeOf(earlier.outcome, candidate) <= task.limits.cpuTimeMs
      ? earlier
      : judgeIn(verifying, submission, candidate, task);
  const judged = await again(language);
  const faster = fasterLanguage(verifying, submission, language);
  if (!faster || isWhole(verifying, judged) || !wasTooSlow(judged.outcome)) return judged;
  const second = await again(faster);
  const isBetter = isWhole(verifying, second) || (!meets(verifying, judged) && meets(verifying, second));
  if (!isBetter) return judged;
  const note = `Time Limit Exceeded in ${language.name}; this is what ${faster.name} makes of it`;
  return { ...second, note };
}

function fasterLanguage(
  { options }: Verifying,
  submission: PackageSubmission,
  language: LanguageDefinition,
): LanguageDefinition | undefined {
  if (submission.language !== undefined) return undefined;
  return options.knownLanguages.find(
    ({ id, fasterThan }) => fasterThan === language.id && options.usableLanguageIds.has(id),
  );
}

async function judgeIn(
  verifying: Verifying,
  submission: PackageSubmission,
  language: LanguageDefinition,
  task: JudgingTask,
): Promise<Judged> {
  return { submission, language, outcome: await judgeOne(verifying, submission, language, task) };
}

function meets({ problem }: Verifying, { submission, outcome }: Judged): boolean {
  return unmetInFormat(problem, submission, outcome).length === 0;
}

/** As expected, and not with a part of the points where all were meant (what expectations.ts lets pass). */
function isWhole(verifying: Verifying, judged: Judged): boolean {
  const isAccepted = judged.outcome.verdict.status === 'Accepted';
  return meets(verifying, judged) && (isAccepted || judged.submission.expected[0] !== 'Accepted');
}

function wasTooSlow({ verdict, testResults }: JudgeOutcome): boolean {
  return [verdict.status, ...testResults.map((result) => result.verdict)].includes('Time Limit Exceeded');
}
