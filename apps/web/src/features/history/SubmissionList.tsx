/** Submissions, newest first. Narrow places get two lines each, wide ones a table's columns. */
import type { SubmissionSummary } from '@letscode/core';
import { Link } from 'react-router';
import { formatAgo, formatDate, formatMiB, formatMs } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';
import { OutcomeLabel, ProvisionalLabel } from '../../ui/VerdictLabel.js';
import { isProvisional } from '../client-tier/whoJudged.js';

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
        const { id, problemId, language, verdict, status, createdAt, client } = submission;
        const provisional = isProvisional({ stage: status, client });
        const title = titles?.get(problemId) ?? problemId;
        const ran = verdict !== undefined && verdict.status !== 'Compilation Error';
        return (
          <li
            key={id}
            className="relative grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-0.5 border-b border-line px-4 py-2.5 last:border-0 hover:bg-accent-soft/50 @2xl:grid-cols-[13.5rem_minmax(0,1fr)_6.5rem_5rem_5rem_8.5rem]"
          >
            <Link
              to={`/submissions/${id}`}
              aria-label={`${verdict?.status ?? t(provisional ? 'results.provisional' : `stage.${status}`)}, ${t('history.view', { problem: title, when: formatDate(createdAt) })}`}
              className="after:absolute after:inset-0 after:content-['']"
            >
              {provisional ? <ProvisionalLabel /> : <OutcomeLabel stage={status} verdict={verdict?.status} />}
            </Link>
            <span className="truncate font-semibold @max-2xl:order-3 @max-2xl:col-span-2">{titles && title}</span>
            <span className="@max-2xl:order-4 @max-2xl:flex @max-2xl:gap-x-4 text-ink-soft @2xl:contents">
              <span>{languageNames.get(language) ?? language}</span>
              <span className="@2xl:text-right">{ran ? formatMs(verdict.maxCpuTimeMs) : t('app.none')}</span>
              <span className="@2xl:text-right">{ran ? formatMiB(verdict.maxMemoryBytes) : t('app.none')}</span>
            </span>
            <time
              dateTime={createdAt}
              title={formatDate(createdAt)}
              className="text-right text-ink-faint @max-2xl:order-2"
            >
              {formatAgo(createdAt, now)}
            </time>
          </li>
        );
      })}
    </ul>
  );
}
