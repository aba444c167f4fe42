/** A verdict or a stage as icon and words, never as a colour alone. */
import { isFinal, type Stage, type Verdict } from '@letscode/core';
import { CircleDashed } from 'lucide-react';
import { t } from '../strings/t.js';
import { stageLook, toneSoft, toneText, verdictLook } from './verdictLook.js';

export function VerdictLabel({ verdict, size = 16 }: { verdict: Verdict; size?: number }) {
  const { icon: Icon, tone } = verdictLook[verdict];
  return (
    <span className={`inline-flex items-center gap-1.5 align-middle font-semibold ${toneText[tone]}`}>
      <Icon size={size} aria-hidden className="shrink-0" />
      {verdict}
    </span>
  );
}

/** The verdict where there is one, else how far the submission has come. */
export function OutcomeLabel({ stage, verdict }: { stage: Stage; verdict?: Verdict | undefined }) {
  if (verdict) return <VerdictLabel verdict={verdict} />;
  const { icon: Icon, tone } = stageLook[stage];
  return (
    <span className={`inline-flex items-center gap-1.5 align-middle font-semibold ${toneText[tone]}`}>
      <Icon size={16} aria-hidden className={isFinal(stage) ? '' : 'animate-spin [animation-duration:2s]'} />
      {t(`stage.${stage}`)}
    </span>
  );
}

/** A success that only the browser has seen so far: dashed, since it is no verdict yet. */
export function ProvisionalLabel({ size = 16 }: { size?: number }) {
  return (
    <span className="inline-flex items-center gap-1.5 align-middle font-semibold text-ok">
      <CircleDashed size={size} aria-hidden className="shrink-0 animate-spin [animation-duration:4s]" />
      {t('results.provisional')}
    </span>
  );
}

export function DifficultyBadge({ difficulty }: { difficulty: 'easy' | 'medium' | 'hard' }) {
  const filled = { easy: 1, medium: 2, hard: 3 }[difficulty];
  return (
    <span className="inline-flex items-center gap-1.5 align-middle text-ink-soft">
      <span aria-hidden className="flex items-end gap-[2px]">
        {[1, 2, 3].map((bar) => (
          <span
            key={bar}
            className={`w-[4px] rounded-[1px] ${bar <= filled ? 'bg-accent' : 'bg-line'}`}
            style={{ height: 4 + bar * 3 }}
          />
        ))}
      </span>
      {t(`difficulty.${difficulty}`)}
    </span>
  );
}

export function Tag({ children }: { children: string }) {
  return <span className={`rounded-sm px-1.5 py-0.5 text-xs text-ink-soft ${toneSoft.idle}`}>{children}</span>;
}
