/** The groups of a scored problem: how each fared, and how many points it gave. */
import type { GroupResult } from '@letscode/core';
import { formatScore } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';
import { VerdictLabel } from '../../ui/VerdictLabel.js';

export function GroupTable({ groups }: { groups: readonly GroupResult[] }) {
  if (groups.length === 0) return null;
  return (
    <table className="w-full border-collapse text-left">
      <caption className="eyebrow mb-1 text-left">{t('results.groups')}</caption>
      <thead>
        <tr className="border-b border-line text-xs text-ink-faint *:px-2 *:py-1.5 *:font-semibold">
          <th>{t('results.group')}</th>
          <th>{t('results.verdict')}</th>
          <th className="text-right">{t('results.list')}</th>
          <th className="text-right">{t('results.points')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.name} className="border-b border-line *:px-2 *:py-1.5">
            <td className="font-medium wrap-anywhere">{group.name}</td>
            <td>
              <VerdictLabel verdict={group.verdict} />
            </td>
            <td className="text-right whitespace-nowrap">
              {t('results.countOf', { n: group.passedCount, total: group.testCount })}
            </td>
            <td className="text-right whitespace-nowrap">
              {group.maxScore === undefined
                ? formatScore(group.score)
                : t('results.countOf', { n: formatScore(group.score), total: formatScore(group.maxScore) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
