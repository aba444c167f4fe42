/** One row a test: verdict, times, memory. A row opens to show what went in and came out. */
import type { CustomTest, ProblemDetail, TestResult } from '@letscode/core';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { formatMiB, formatMs, formatScore } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';
import { VerdictLabel } from '../../ui/VerdictLabel.js';
import { TestDetail } from './TestDetail.js';

interface TestTableProps {
  results: readonly TestResult[];
  /** What was sent, in the same order, to fill in what the answer leaves out. */
  given?: readonly CustomTest[] | undefined;
  limits: ProblemDetail['limits'] | undefined;
}

export function TestTable({ results: all, given, limits }: TestTableProps) {
  // Tests after a decisive failure are not judged; they come last and are told in one line.
  const results = all.filter(({ verdict }) => verdict !== 'Skipped');
  const skippedCount = all.length - results.length;
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const firstFailing = results.findIndex(({ verdict }) => verdict !== 'Accepted');
  // Nothing ran, as after a compilation error: there is nothing to list.
  if (results.length === 0) return null;
  const isScored = results.some(({ score }) => score !== undefined);
  return (
    <>
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{t('results.list')}</caption>
        <thead>
          <tr className="border-b border-line text-xs text-ink-faint *:px-2 *:py-1.5 *:font-semibold">
            <th>{t('results.test')}</th>
            <th>{t('results.verdict')}</th>
            {isScored && <th className="text-right">{t('results.points')}</th>}
            <th className="text-right">{t('results.cpu')}</th>
            <th className="text-right max-sm:hidden">{t('results.wall')}</th>
            <th className="text-right">{t('results.memory')}</th>
          </tr>
        </thead>
        <tbody>
          {results.map((result, index) => {
            const key = `${index} ${result.name}`;
            const open = toggled.get(key) ?? index === firstFailing;
            const filled = { ...given?.[index], ...result };
            return (
              <TestRow
                key={key}
                result={filled}
                isScored={isScored}
                open={open}
                onToggle={() => setToggled(new Map(toggled).set(key, !open))}
                limits={limits}
              />
            );
          })}
        </tbody>
      </table>
      {skippedCount > 0 && <p className="px-2 text-ink-faint">{t('results.skipped', { n: skippedCount })}</p>}
    </>
  );
}

interface TestRowProps {
  result: TestResult;
  isScored: boolean;
  open: boolean;
  onToggle: () => void;
  limits: ProblemDetail['limits'] | undefined;
}

function TestRow({ result, isScored, open, onToggle, limits }: TestRowProps) {
  return (
    <>
      <tr className="relative border-b border-line *:px-2 *:py-1.5 hover:bg-sunken">
        <td>
          <button
            type="button"
            aria-expanded={open}
            onClick={onToggle}
            className="inline-flex min-h-6 items-center gap-1.5 rounded-sm text-left font-medium wrap-break-word after:absolute after:inset-0 after:content-['']"
          >
            <ChevronRight
              size={15}
              aria-hidden
              className={`shrink-0 text-ink-faint transition-transform ${open ? 'rotate-90' : ''}`}
            />
            {result.name}
          </button>
        </td>
        <td className="whitespace-nowrap max-sm:whitespace-normal">
          <VerdictLabel verdict={result.verdict} />
        </td>
        {isScored && (
          <td className="text-right whitespace-nowrap">
            {result.score === undefined ? t('app.none') : formatScore(result.score)}
          </td>
        )}
        <td className="text-right whitespace-nowrap">{formatMs(result.cpuTimeMs)}</td>
        <td className="text-right whitespace-nowrap text-ink-soft max-sm:hidden">{formatMs(result.wallTimeMs)}</td>
        <td className="text-right whitespace-nowrap">
          {/* A browser cannot measure it. */}
          {result.memoryBytes === 0 ? t('app.none') : formatMiB(result.memoryBytes)}
        </td>
      </tr>
      {open && (
        <tr className="border-b border-line">
          <td colSpan={isScored ? 6 : 5} className="px-2 pt-2 pb-4">
            <TestDetail result={result} limits={limits} />
          </td>
        </tr>
      )}
    </>
  );
}
