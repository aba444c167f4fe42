import type { ProblemSummary } from '@letscode/core';
import { t } from '../../strings/t.js';

/** How many of all problems the user has solved. */
export function ProgressMeter({ problems }: { problems: readonly ProblemSummary[] }) {
  const solved = problems.filter(({ userStatus }) => userStatus === 'solved').length;
  const tried = problems.filter(({ userStatus }) => userStatus === 'tried').length;
  const percent = (count: number) => `${(100 * count) / problems.length}%`;
  return (
    <div className="min-w-52 max-sm:w-full">
      <p className="mb-1.5 font-medium text-ink-soft">{t('problems.solvedOf', { solved, total: problems.length })}</p>
      <div aria-hidden className="flex h-1.5 overflow-hidden rounded-full bg-line">
        <div className="bg-ok" style={{ width: percent(solved) }} />
        <div className="bg-limit/60" style={{ width: percent(tried) }} />
      </div>
    </div>
  );
}
