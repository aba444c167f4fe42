/** Whether every solution of the package gets its verdict: start, progress, matrix, and what the times say of the limit. */
import type { TimeLimitAdvice, Verification } from '@letscode/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { formatMs } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { Skeleton } from '../../ui/Notice.js';
import { AuthoringFault } from './AuthoringFault.js';
import { JobProgress } from './JobProgress.js';
import { postVerify, useVerification, verificationIsOpen } from './requests.js';
import { SolutionMatrix } from './SolutionMatrix.js';

export function VerificationSection({ problemId }: { problemId: string }) {
  const queryClient = useQueryClient();
  const { data: verification, error, isPending } = useVerification(problemId);
  const start = useMutation({
    mutationFn: postVerify,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['verification', problemId] }),
  });
  const open = verification ? verificationIsOpen(verification) : false;
  return (
    <section aria-label={t('authoring.verification')} className="space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-serif text-lg font-semibold">{t('authoring.verification')}</h2>
        <Button onPress={() => start.mutate(problemId)} isDisabled={open || start.isPending}>
          {t(verification ? 'authoring.verifyAgain' : 'authoring.verify')}
        </Button>
      </div>
      {start.error && <AuthoringFault error={start.error} />}
      {error && !start.error && <AuthoringFault error={error} />}
      {isPending && <Skeleton rows={3} />}
      {verification === null && <p className="text-ink-soft">{t('authoring.verification.none')}</p>}
      {verification && <Outcome verification={verification} />}
    </section>
  );
}

function Outcome({ verification }: { verification: Verification }) {
  const { stage, isCurrent, rows, timeLimit, message, finishedCount, totalCount } = verification;
  const failedCount = rows.filter(({ ok }) => !ok).length;
  return (
    <>
      {verificationIsOpen(verification) && <JobProgress finishedCount={finishedCount} totalCount={totalCount} />}
      {!isCurrent && <p className="text-limit">{t('authoring.verification.old')}</p>}
      {stage === 'Failed' && (
        <p className="text-bad">{t('authoring.verification.failed', { message: message ?? '' })}</p>
      )}
      {stage === 'Completed' && (
        <p className={failedCount === 0 ? 'text-ok' : 'text-bad'}>
          {failedCount === 0
            ? t('authoring.verification.ok', { n: rows.length })
            : t('authoring.verification.notOk', { n: failedCount, total: rows.length })}
        </p>
      )}
      {timeLimit && stage === 'Completed' && <Advice advice={timeLimit} />}
      {rows.length > 0 && <SolutionMatrix verification={verification} />}
    </>
  );
}

function Advice({
  advice: { usedMs, source, slowestAccepted, fastestTooSlow, suggestedMs },
}: {
  advice: TimeLimitAdvice;
}) {
  const facts = [
    t(`authoring.limit.${source}`, { limit: formatMs(usedMs) }),
    slowestAccepted &&
      t('authoring.limit.slowest', { time: formatMs(slowestAccepted.cpuTimeMs), name: slowestAccepted.submission }),
    fastestTooSlow &&
      t('authoring.limit.tooSlow', { time: formatMs(fastestTooSlow.cpuTimeMs), name: fastestTooSlow.submission }),
    suggestedMs !== undefined && t('authoring.limit.suggested', { limit: formatMs(suggestedMs) }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <ul className="list-inside list-disc text-ink-soft">
      {facts.map((fact) => (
        <li key={fact} className="wrap-anywhere">
          {fact}
        </li>
      ))}
    </ul>
  );
}
