/** Solutions × tests. Each cell is an icon with its words beside it for those who don't see it; the row says what was expected. */
import type { Verification, VerificationRow } from '@letscode/core';
import { formatMs, formatScore } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';
import { VerdictLabel } from '../../ui/VerdictLabel.js';
import { toneText, verdictLook } from '../../ui/verdictLook.js';

export function SolutionMatrix({ verification: { tests, rows } }: { verification: Verification }) {
  return (
    <div className="card overflow-auto" tabIndex={0} role="region" aria-label={t('authoring.matrix')}>
      <table className="border-collapse text-left text-sm">
        <caption className="sr-only">{t('authoring.matrix')}</caption>
        <thead>
          <tr className="border-b border-line text-xs text-ink-faint *:px-2 *:py-1.5 *:font-semibold">
            <th className="sticky left-0 bg-surface">{t('authoring.solution')}</th>
            <th>{t('results.verdict')}</th>
            <th>{t('authoring.expected')}</th>
            <th className="text-right">{t('results.cpu')}</th>
            {tests.map((name) => (
              <th key={name} className="min-w-8 text-center align-bottom">
                <span
                  className="inline-block max-h-36 overflow-hidden font-normal text-ellipsis whitespace-nowrap [writing-mode:vertical-rl]"
                  title={name}
                >
                  {name}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <SolutionRow key={row.submission} row={row} tests={tests} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SolutionRow({ row, tests }: { row: VerificationRow; tests: readonly string[] }) {
  const byName = new Map(row.tests.map((test) => [test.name, test]));
  return (
    <tr className="border-b border-line *:px-2 *:py-1.5">
      <th scope="row" className="sticky left-0 max-w-72 min-w-52 bg-surface font-medium wrap-anywhere">
        {row.submission.replace(/^submissions\//, '')}
        <span className="block text-xs font-normal text-ink-faint">{row.language}</span>
        {row.message && !row.ok && <span className="block text-xs font-normal text-ink-soft">{row.message}</span>}
      </th>
      <td className="whitespace-nowrap">
        <VerdictLabel verdict={row.verdict} />
        {row.score !== undefined && <span className="ml-1.5 text-ink-soft">{formatScore(row.score)}</span>}
      </td>
      <td className={row.ok ? 'text-ink-soft' : 'font-semibold text-bad'}>
        {row.skipped
          ? (row.message ?? t('authoring.notJudged'))
          : `${row.ok ? '' : `${t('authoring.notAsExpected')} `}${row.expected.join(', ')}`}
      </td>
      <td className="text-right whitespace-nowrap">{row.skipped ? t('app.none') : formatMs(row.maxCpuTimeMs)}</td>
      {tests.map((name) => {
        const test = byName.get(name);
        if (!test) return <td key={name} />;
        const { icon: Icon, tone } = verdictLook[test.verdict];
        const words = `${name}: ${test.verdict}, ${formatMs(test.cpuTimeMs)}`;
        return (
          <td key={name} className={`text-center ${toneText[tone]}`} title={words}>
            <Icon size={15} aria-label={words} className="inline" />
          </td>
        );
      })}
    </tr>
  );
}
