import { isFinal, type SubmissionView } from '@letscode/core';
import { Link, useParams } from 'react-router';
import { ApiError } from '../../api/apiError.js';
import { useLanguages, useProblem } from '../../api/queries.js';
import { NotFoundPage } from '../../app/NotFoundPage.js';
import { useProgress } from '../../live/live.js';
import { formatDate } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';
import { ErrorNotice, Skeleton } from '../../ui/Notice.js';
import { usePageTitle } from '../../ui/usePageTitle.js';
import { ProgressView } from '../results/ProgressView.js';
import { HowJudged } from './HowJudged.js';
import { SourceCard } from './SourceCard.js';

/** One submission: verdict, tests, how it was judged, and its source. */
export default function SubmissionPage() {
  const { submissionId = '' } = useParams();
  const { progress, error } = useProgress(submissionId);
  const view = progress?.view;
  usePageTitle(t('submission.title'));
  if (!progress || !view) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 400)) {
      return <NotFoundPage title={t('notFound.submission')} />;
    }
    if (error) return <ErrorNotice error={error} />;
    return (
      <div className="mx-auto max-w-5xl px-6 py-9">
        <Skeleton rows={9} />
      </div>
    );
  }
  return (
    <div className="mx-auto max-w-5xl space-y-5 px-4 py-6 sm:px-6 sm:py-8">
      <Heading view={view} />
      <section aria-label={t('results.region')} className="card p-4 sm:p-5">
        <Outcome progress={progress} problemId={view.problemId} />
      </section>
      <HowJudged view={view} />
      <SourceCard view={view} />
    </div>
  );
}

function Heading({ view }: { view: SubmissionView }) {
  const { data: problem } = useProblem(view.problemId);
  const { data: languages } = useLanguages();
  const language = languages?.find(({ id }) => id === view.language);
  // What the browser judged was over before it came.
  const isOnServer = view.client?.passed !== false;
  const took =
    isOnServer && view.finishedAt && isFinal(view.status)
      ? Date.parse(view.finishedAt) - Date.parse(view.createdAt)
      : undefined;
  return (
    <div>
      <h1 className="font-serif text-xl font-semibold tracking-tight">
        <span className="sr-only">{t('submission.title')}: </span>
        <Link to={`/problems/${view.problemId}`} className="hover:text-accent">
          {problem?.title ?? view.problemId}
        </Link>
      </h1>
      <p className="mt-1 text-ink-soft">
        {[
          language?.name ?? view.language,
          t('submission.when', { when: formatDate(view.createdAt) }),
          took !== undefined && t('submission.took', { seconds: (took / 1000).toFixed(1) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  );
}

function Outcome({
  progress,
  problemId,
}: {
  progress: Parameters<typeof ProgressView>[0]['progress'];
  problemId: string;
}) {
  const { data: problem } = useProblem(problemId);
  return <ProgressView progress={progress} limits={problem?.limits} />;
}
