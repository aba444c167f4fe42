/** Judges all submissions to the problem again; what would change is shown before anything does. */
import type { Rejudging } from '@letscode/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { VerdictLabel } from '../../ui/VerdictLabel.js';
import { AuthoringFault } from './AuthoringFault.js';
import { JobProgress } from './JobProgress.js';
import { postRejudge, postRejudgingEnd, rejudgingIsOpen, useRejudging } from './requests.js';

export function RejudgingSection({ problemId }: { problemId: string }) {
  const queryClient = useQueryClient();
  const [id, setId] = useState<string>();
  const { data: rejudging, error } = useRejudging(id);
  const start = useMutation({ mutationFn: postRejudge, onSuccess: ({ rejudgingId }) => setId(rejudgingId) });
  const end = useMutation({
    mutationFn: (how: 'apply' | 'discard') => postRejudgingEnd(id ?? '', how),
    onSuccess: () =>
      Promise.all(
        ['rejudging', 'submission', 'submissions', 'problems'].map((noun) =>
          queryClient.invalidateQueries({ queryKey: [noun] }),
        ),
      ),
  });
  const fault = start.error ?? end.error ?? error;
  const open = rejudging ? rejudgingIsOpen(rejudging) : false;
  return (
    <section aria-label={t('authoring.rejudge')} className="space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-serif text-lg font-semibold">{t('authoring.rejudge')}</h2>
        <Button onPress={() => start.mutate(problemId)} isDisabled={open || start.isPending}>
          {t('authoring.rejudge.start')}
        </Button>
      </div>
      <p className="text-ink-soft">{t('authoring.rejudge.body')}</p>
      {fault && <AuthoringFault error={fault} />}
      {rejudging && <Outcome rejudging={rejudging} />}
      {rejudging?.stage === 'Judged' && (
        <div className="flex gap-2">
          <Button variant="primary" onPress={() => end.mutate('apply')} isDisabled={end.isPending}>
            {t('authoring.rejudge.apply', { n: rejudging.changedCount })}
          </Button>
          <Button onPress={() => end.mutate('discard')} isDisabled={end.isPending}>
            {t('authoring.rejudge.discard')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Outcome({ rejudging }: { rejudging: Rejudging }) {
  const { stage, finishedCount, totalCount, changedCount, failedCount, changes, message } = rejudging;
  return (
    <>
      {rejudgingIsOpen(rejudging) && <JobProgress finishedCount={finishedCount} totalCount={totalCount} />}
      <p>
        {t(`authoring.rejudge.${stage}`)} {t('authoring.rejudge.changed', { n: changedCount, total: totalCount })}{' '}
        {failedCount > 0 && t('authoring.rejudge.failedCount', { n: failedCount })}
      </p>
      {message && <p className="wrap-anywhere text-ink-soft">{message}</p>}
      {changes.length > 0 && (
        <div className="card overflow-auto" tabIndex={0} role="region" aria-label={t('authoring.rejudge.diff')}>
          <table className="w-full border-collapse text-left">
            <caption className="sr-only">{t('authoring.rejudge.diff')}</caption>
            <thead>
              <tr className="border-b border-line text-xs text-ink-faint *:px-2 *:py-1.5 *:font-semibold">
                <th>{t('submission.title')}</th>
                <th>{t('authoring.rejudge.before')}</th>
                <th>{t('authoring.rejudge.after')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.submissionId} className="border-b border-line *:px-2 *:py-1.5">
                  <td>
                    <Link className="link" to={`/submissions/${change.submissionId}`}>
                      {change.submissionId.slice(0, 8)}
                    </Link>{' '}
                    <span className="text-xs text-ink-faint">
                      {change.language} · {change.userId}
                    </span>
                  </td>
                  {[change.old, change.new].map((verdict, index) => (
                    <td key={index} className="whitespace-nowrap">
                      <VerdictLabel verdict={verdict.status} /> {verdict.score ?? ''}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
