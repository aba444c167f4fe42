import { useParams } from 'react-router';
import { ApiError } from '../../api/apiError.js';
import { useLanguages, useProblem } from '../../api/queries.js';
import { NotFoundPage } from '../../app/NotFoundPage.js';
import { t } from '../../strings/t.js';
import { ErrorNotice, Skeleton } from '../../ui/Notice.js';
import { usePageTitle } from '../../ui/usePageTitle.js';
import { DeskProvider } from './Desk.js';
import { Workspace } from './Workspace.js';

export default function WorkspacePage() {
  const { problemId = '' } = useParams();
  const problem = useProblem(problemId);
  const languages = useLanguages();
  usePageTitle(problem.data?.title);

  if (problem.data && languages.data && languages.data.length > 0) {
    return (
      <DeskProvider key={problemId} problem={problem.data} languages={languages.data}>
        <Workspace />
      </DeskProvider>
    );
  }
  const error = problem.error ?? languages.error;
  if (error instanceof ApiError && (error.status === 404 || error.status === 400) && error === problem.error) {
    return <NotFoundPage title={t('notFound.problem', { id: problemId })} />;
  }
  if (error) {
    const retry = () => {
      void problem.refetch();
      void languages.refetch();
    };
    return <ErrorNotice error={error} onRetry={retry} />;
  }
  return (
    <div className="max-w-2xl px-7 py-8">
      <Skeleton rows={10} />
    </div>
  );
}
