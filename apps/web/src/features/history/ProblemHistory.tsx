import { History } from 'lucide-react';
import { useHistory, useLanguages } from '../../api/queries.js';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { ErrorNotice, Notice, Skeleton } from '../../ui/Notice.js';
import { SubmissionList } from './SubmissionList.js';

/** The user's submissions to one problem. */
export function ProblemHistory({ problemId }: { problemId: string }) {
  const history = useHistory(problemId);
  const { data: languages = [] } = useLanguages();
  if (history.error && !history.data) {
    return <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />;
  }
  if (!history.data) {
    return (
      <div className="p-5">
        <Skeleton rows={4} />
      </div>
    );
  }
  if (history.data.length === 0) {
    return <Notice icon={History} title={t('history.empty.title')} body={t('history.empty.problem')} />;
  }
  return (
    <div className="pb-4">
      <SubmissionList submissions={history.data} languageNames={new Map(languages.map(({ id, name }) => [id, name]))} />
      {history.hasNextPage && (
        <div className="p-4 text-center">
          <Button onPress={() => void history.fetchNextPage()}>{t('history.older')}</Button>
        </div>
      )}
    </div>
  );
}
