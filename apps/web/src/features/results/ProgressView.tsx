/**
 * A submission on its way and at its end: stages, then verdict, who judged it, figures against the limits, tests. What
 * the browser found on the samples stands as `Accepted (checking)` until the server has judged.
 */
import { isFinal, type ProblemDetail } from '@letscode/core';
import type { ReactNode } from 'react';
import type { Progress } from '../../live/progress.js';
import { formatScore } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';
import { OutcomeLabel, ProvisionalLabel } from '../../ui/VerdictLabel.js';
import { TierStory } from '../client-tier/TierStory.js';
import { isProvisional } from '../client-tier/whoJudged.js';
import { CompileLog } from './CompileLog.js';
import { GroupTable } from './GroupTable.js';
import { LimitMeters } from './LimitMeters.js';
import { StageSteps } from './StageSteps.js';
import { TestTable } from './TestTable.js';

interface ProgressViewProps {
  progress: Progress;
  limits: ProblemDetail['limits'] | undefined;
  onJump?: (line: number) => void;
  /** Stands beside the verdict. */
  link?: ReactNode;
  /** Stands below the words on who judged it. */
  why?: ReactNode;
}

export function ProgressView({ progress, limits, onJump, link, why }: ProgressViewProps) {
  const { stage, verdict, view, testResults } = progress;
  const figures = verdict && verdict.status !== 'Compilation Error' && verdict.testCount > 0;
  return (
    <div className="space-y-4">
      {isFinal(stage) ? (
        <div>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <h2 className="text-lg">
              <OutcomeLabel stage={stage} verdict={verdict?.status} />
            </h2>
            {figures && (
              <span className="text-ink-soft">
                {t('results.passed', { passed: verdict.passedCount, total: verdict.testCount })}
                {verdict.score !== undefined && ` · ${scoreOf(verdict.score, verdict.maxScore)}`}
              </span>
            )}
            {link}
          </div>
          {(stage === 'Failed' || verdict?.status === 'Internal Error') && (
            <p className="mt-1 text-ink-soft">{t('results.ourFault')}</p>
          )}
          {verdict?.message && <p className="mt-1 wrap-anywhere text-ink-soft">{verdict.message}</p>}
          <div className="mt-1 space-y-1">
            <TierStory progress={progress} />
            {why}
          </div>
        </div>
      ) : (
        <OnItsWay progress={progress} link={link} />
      )}
      {figures && <LimitMeters verdict={verdict} limits={limits} />}
      <CompileLog compile={view?.compile} diagnostics={view?.diagnostics ?? []} {...(onJump ? { onJump } : {})} />
      <GroupTable groups={verdict?.groups ?? []} />
      <TestTable results={testResults} limits={limits} />
    </div>
  );
}

function OnItsWay({ progress, link }: Pick<ProgressViewProps, 'progress' | 'link'>) {
  return (
    <div className="space-y-3">
      {isProvisional(progress) && (
        <div>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <h2 className="text-lg">
              <ProvisionalLabel size={18} />
            </h2>
            {link}
          </div>
          <div className="mt-1">
            <TierStory progress={progress} />
          </div>
        </div>
      )}
      <StageSteps
        stage={progress.stage}
        queuePosition={progress.queuePosition}
        currentTest={progress.currentTest}
        testCount={progress.testCount}
      />
    </div>
  );
}

function scoreOf(score: number, maxScore: number | undefined): string {
  return maxScore === undefined
    ? t('results.score', { score: formatScore(score) })
    : t('results.scoreOf', { score: formatScore(score), max: formatScore(maxScore) });
}
