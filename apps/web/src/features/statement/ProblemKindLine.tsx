import type { ProblemDetail } from '@letscode/core';
import { formatScore } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';

/** What sets this problem apart from one run and one comparison for each test; nothing for most. */
export function ProblemKindLine({ problem: { kind, maxScore, groups } }: { problem: ProblemDetail }) {
  const groupCount = countGroups(groups ?? []);
  const notes = [
    kind?.interactive && t('statement.interactive'),
    kind?.multiPass && t('statement.multiPass'),
    kind?.scored &&
      (maxScore === undefined ? t('statement.scored') : t('statement.scoredOf', { max: formatScore(maxScore) })),
    kind?.scored && groupCount > 0 && t('statement.groups', { n: groupCount }),
  ].filter(Boolean);
  if (notes.length === 0) return null;
  return <p className="mb-4 text-ink-soft">{notes.join(' ')}</p>;
}

/** Those that hold the secret tests, not the groups around them. */
function countGroups(groups: NonNullable<ProblemDetail['groups']>): number {
  return groups.filter(({ name }) => name !== 'sample' && !groups.some((other) => other.name.startsWith(`${name}/`)))
    .length;
}
