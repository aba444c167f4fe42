/** The list as a table on a wide window, as cards on a narrow one: one markup for each, chosen by width. */
import type { ProblemSummary } from '@letscode/core';
import { Link } from 'react-router';
import { t } from '../../strings/t.js';
import { DifficultyBadge, Tag } from '../../ui/VerdictLabel.js';
import { tagsAreOpen } from './filters.js';
import { StatusMark } from './StatusMark.js';

interface ListProps {
  problems: readonly ProblemSummary[];
  showTags: boolean;
}

export function ProblemTable({ problems, showTags }: ListProps) {
  return (
    <div className="card overflow-hidden">
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b border-line text-xs text-ink-faint *:px-4 *:py-2.5 *:font-semibold">
            <th className="w-32">{t('problems.column.status')}</th>
            <th>{t('problems.column.title')}</th>
            <th className="w-32">{t('problems.column.difficulty')}</th>
            <th>{t('problems.column.tags')}</th>
            <th className="w-36 text-right">{t('problems.column.solved')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <tr
              key={problem.id}
              className="group relative border-b border-line last:border-0 hover:bg-accent-soft/50 *:px-4 *:py-3"
            >
              <td>
                <StatusMark status={problem.userStatus ?? 'new'} />
              </td>
              <td>
                <ProblemLink problem={problem} />
              </td>
              <td>{problem.difficulty ? <DifficultyBadge difficulty={problem.difficulty} /> : t('app.none')}</td>
              <td>
                <Tags problem={problem} showTags={showTags} />
              </td>
              <td className="text-right text-ink-soft">
                <SolvedBy problem={problem} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ProblemCards({ problems, showTags }: ListProps) {
  return (
    <ul className="space-y-2.5">
      {problems.map((problem) => (
        <li key={problem.id} className="card relative px-4 py-3">
          <div className="text-base">
            <ProblemLink problem={problem} />
          </div>
          <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
            <StatusMark status={problem.userStatus ?? 'new'} />
            {problem.difficulty && <DifficultyBadge difficulty={problem.difficulty} />}
            <span className="text-ink-faint">
              {problem.triedCount > 0 && `${t('problems.column.solved')} `}
              <SolvedBy problem={problem} />
            </span>
          </div>
          {tagsAreOpen(problem, showTags) && problem.tags.length > 0 && (
            <div className="mt-2">
              <Tags problem={problem} showTags={showTags} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Covers its whole row, so that anywhere in it is a target. */
function ProblemLink({ problem }: { problem: ProblemSummary }) {
  return (
    <Link
      to={`/problems/${problem.id}`}
      className="font-semibold text-ink after:absolute after:inset-0 after:content-[''] group-hover:text-accent"
    >
      {problem.title}
    </Link>
  );
}

function Tags({ problem, showTags }: { problem: ProblemSummary; showTags: boolean }) {
  if (!tagsAreOpen(problem, showTags)) return null;
  return (
    <span className="flex flex-wrap gap-1.5">
      {problem.tags.map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
    </span>
  );
}

function SolvedBy({ problem: { solvedCount, triedCount } }: { problem: ProblemSummary }) {
  return triedCount === 0
    ? t('problems.solvedBy.none')
    : t('problems.solvedBy', { solved: solvedCount.toLocaleString('en'), tried: triedCount.toLocaleString('en') });
}
