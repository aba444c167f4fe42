import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { ApiError } from '../../api/apiError.js';
import { useProblem } from '../../api/queries.js';
import { NotFoundPage } from '../../app/NotFoundPage.js';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { ErrorNotice, Skeleton } from '../../ui/Notice.js';
import { usePageTitle } from '../../ui/usePageTitle.js';
import { AuthoringFault } from './AuthoringFault.js';
import { NoteList } from './NoteList.js';
import { RejudgingSection } from './RejudgingSection.js';
import { fetchPackage, usePackageCheck } from './requests.js';
import { VerificationSection } from './VerificationSection.js';

/** One package for its author: findings, the solutions' verdicts, and judging again. */
export default function ProblemPackagePage() {
  const { problemId = '' } = useParams();
  const { data: problem, error, refetch } = useProblem(problemId);
  usePageTitle(problem?.title ?? t('authoring.title'));
  if (error instanceof ApiError && (error.status === 404 || error.status === 400)) {
    return <NotFoundPage title={t('notFound.problem', { id: problemId })} />;
  }
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div className="mx-auto max-w-6xl space-y-7 px-4 py-6 sm:px-6 sm:py-8">
      {problem ? (
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div>
            <h1 className="font-serif text-xl font-semibold tracking-tight">{problem.title}</h1>
            <p className="mt-1 text-ink-soft">
              <code className="font-mono text-xs">{problem.id}</code> ·{' '}
              <Link className="link" to={`/problems/${problem.id}`}>
                {t('authoring.openProblem')}
              </Link>
            </p>
          </div>
          <ExportButton problemId={problemId} />
        </div>
      ) : (
        <Skeleton rows={2} />
      )}
      <CheckSection problemId={problemId} />
      <VerificationSection problemId={problemId} />
      <RejudgingSection problemId={problemId} />
    </div>
  );
}

function CheckSection({ problemId }: { problemId: string }) {
  const check = usePackageCheck(problemId);
  return (
    <section aria-label={t('authoring.check')} className="space-y-2">
      <h2 className="font-serif text-lg font-semibold">{t('authoring.check')}</h2>
      {check.error && <AuthoringFault error={check.error} />}
      {check.isPending && <Skeleton rows={2} />}
      {check.data &&
        (check.data.notes.length > 0 ? (
          <NoteList notes={check.data.notes} />
        ) : (
          <p className="text-ink-soft">{t('authoring.check.none')}</p>
        ))}
    </section>
  );
}

function ExportButton({ problemId }: { problemId: string }) {
  const download = useMutation({
    mutationFn: fetchPackage,
    onSuccess: (zip) => save(zip, `${problemId}.zip`),
  });
  return (
    <div className="max-w-md space-y-2">
      <Button onPress={() => download.mutate(problemId)} isDisabled={download.isPending}>
        <Download size={16} aria-hidden />
        {t('authoring.export')}
      </Button>
      {download.error && <AuthoringFault error={download.error} />}
    </div>
  );
}

function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
