/** Where a submission is: sent, queued, compiling, test k of n. */
import { STAGES, type Stage } from '@letscode/core';
import { Check, LoaderCircle } from 'lucide-react';
import { t } from '../../strings/t.js';

interface StageStepsProps {
  stage: Stage | 'sending';
  queuePosition?: number | undefined;
  currentTest?: number | undefined;
  testCount?: number | undefined;
}

const steps = ['Queued', 'Compiling', 'Running'] as const;

export function StageSteps({ stage, queuePosition, currentTest = 0, testCount }: StageStepsProps) {
  const at = stage === 'sending' ? -1 : STAGES.indexOf(stage);
  const share = testCount ? currentTest / testCount : 0;
  return (
    <div className="max-w-xl py-1">
      <ol className="flex flex-wrap gap-x-6 gap-y-1">
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={index === at ? 'step' : undefined}
            className={`inline-flex items-center gap-2 ${index === at ? 'font-semibold text-ink' : 'text-ink-faint'}`}
          >
            <StepMark done={index < at} present={index === at} />
            {t(`stage.${step}`)}
          </li>
        ))}
      </ol>
      <p className="mt-3 text-ink-soft">{sentence(stage, queuePosition, currentTest, testCount)}</p>
      <div aria-hidden className="mt-2 h-1.5 overflow-hidden rounded-full bg-line">
        <div
          className={`h-full rounded-full bg-accent transition-[width] duration-200 ${share === 0 ? 'animate-[breathe_1.4s_infinite]' : ''}`}
          style={{ width: `${Math.max(4, share * 100)}%` }}
        />
      </div>
    </div>
  );
}

function StepMark({ done, present }: { done: boolean; present: boolean }) {
  if (done) return <Check size={16} aria-hidden className="text-ok" />;
  if (present) return <LoaderCircle size={16} aria-hidden className="animate-spin text-accent" />;
  return <span aria-hidden className="mx-[3px] size-2.5 rounded-full border-2 border-line-strong" />;
}

function sentence(
  stage: StageStepsProps['stage'],
  queuePosition: number | undefined,
  currentTest: number,
  testCount: number | undefined,
): string {
  if (stage === 'sending') return t('stage.sending');
  if (stage === 'Queued' && queuePosition !== undefined) {
    return queuePosition === 1 ? t('stage.next') : t('stage.place', { n: queuePosition });
  }
  if (stage !== 'Running') return t(`stage.${stage}`);
  if (!testCount) return t('stage.runningUnknown');
  return t('stage.running', { k: Math.min(currentTest + 1, testCount), n: testCount });
}
