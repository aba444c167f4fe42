/** The tier that a submission went to, and why. */
import type { SubmissionView } from '@letscode/core';
import { Laptop, Server, Zap } from 'lucide-react';
import { t } from '../../strings/t.js';

const ICONS = { client: Laptop, server: Server, hybrid: Zap };

export function HowJudged({ view }: { view: SubmissionView }) {
  const { strategy, client } = view;
  const Icon = ICONS[strategy];
  const isUnclaimed = strategy === 'client' && !client;
  return (
    <section aria-labelledby="how-heading" className="card space-y-1.5 p-4 sm:px-5">
      <h2 id="how-heading" className="eyebrow">
        {t('submission.how')}
      </h2>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="inline-flex items-center gap-1.5 font-semibold">
          <Icon size={16} aria-hidden className="text-ink-soft" />
          {t(`submission.tier.${strategy}`)}
        </span>
        <span className="text-ink-soft">{t(`submission.strategy.${isUnclaimed ? 'unclaimed' : strategy}`)}</span>
      </p>
      {view.reasons.map((reason) => (
        <p key={reason} className="text-ink-soft">
          {reason}
        </p>
      ))}
      {view.isCustomTest && <p className="text-ink-soft">{t('submission.samplesOnly')}</p>}
      <p className="pt-1 font-mono text-xs text-ink-faint wrap-anywhere">{t('submission.id', { id: view.id })}</p>
    </section>
  );
}
