/** Submissions, newest first. Narrow places get two lines each, wide ones a table's columns. */
import type { SubmissionSummary } from '@letscode/core';
import { Link } from 'react-router';
import { formatAgo, formatDate, formatMiB, formatMs } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';
import { OutcomeLabel } from '../../ui/VerdictLabel.js';

interface SubmissionListProps {
  submissions: readonly SubmissionSummary[];
  /** Problem id to title; without it the problem is not named. */
  titles?: ReadonlyMap<string, string>;
  languageNames: ReadonlyMap<string, string>;
}

export function SubmissionList({ submissions, titles, languageNames }: SubmissionListProps) {
  const now = Date.now();
  return (
    <ul className="@container">
      {submissions.map((submission) => {
        const { id, problemId, language, verdict, status, createdAt } = submission;
        const title = titles?.get(problemId) ?? problemId;
        return (
          <li key={id} className="relative border-b border-line px-4 py-2.5 last:border-0 hover:bg-accent-soft/50">
            <div className="flex flex-wrap items-center gap-x-4 gap-y-0.5 @2xl:flex-nowrap">
              <Link
                to={`/submissions/${id}`}
                aria-label={`${verdict?.status ?? t(`stage.${status}`)}, ${t('history.view', { problem: title, when: formatDate(createdAt) })}`}
                className="shrink-0 after:absolute after:inset-0 after:content-[''] @2xl:w-56"
              >
                <OutcomeLabel stage={status} verdict={verdict?.status} />
              </Link>
              {titles && <span className="min-w-0 flex-1 truncate font-semibold">{title}</span>}
              <span className="text-ink-soft max-@2xl:ml-auto @2xl:w-28">
                {languageNames.get(language) ?? language}
              </span>
              <span className="flex gap-x-4 text-ink-soft max-@2xl:basis-full">
                <span className="@2xl:w-20 @2xl:text-right">
                  {verdict ? formatMs(verdict.maxCpuTimeMs) : t('app.none')}
                </span>
                <span className="@2xl:w-20 @2xl:text-right">
                  {verdict ? formatMiB(verdict.maxMemoryBytes) : t('app.none')}
                </span>
                <time
                  dateTime={createdAt}
                  title={formatDate(createdAt)}
                  className="text-ink-faint max-@2xl:ml-auto @2xl:w-36 @2xl:text-right"
                >
                  {formatAgo(createdAt, now)}
                </time>
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
