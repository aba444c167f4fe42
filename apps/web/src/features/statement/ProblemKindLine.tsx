import type { ProblemDetail } from '@letscode/core';
import { formatScore } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';

/** What sets this problem apart from one run and one comparison for each test; nothing for most. */
export function ProblemKindLine({ problem: { kind, maxScore, groups } }: { problem: ProblemDetail }) {
  const notes = [
    kind?.interactive && t('statement.interactive'),
    kind?.multiPass && t('statement.multiPass'),
    kind?.scored &&
      (maxScore === undefined ? t('statement.scored') : t('statement.scoredOf', { max: formatScore(maxScore) })),
    kind?.scored && groups && groups.length > 0 && t('statement.groups', { n: groups.length }),
  ].filter(Boolean);
  if (notes.length === 0) return null;
  return <p className="mb-4 text-ink-soft">{notes.join(' ')}</p>;
}
