/** The tier that a submission went to, and why. */
import type { SubmissionView } from '@letscode/core';
import { Laptop, Server, Zap } from 'lucide-react';
import { t } from '../../strings/t.js';
import { WhyHerePanel } from '../client-tier/WhyHerePanel.js';

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
      <p>
        <Icon size={16} aria-hidden className="mr-1.5 mb-0.5 inline-block text-ink-soft" />
        <span className="mr-2 font-semibold">{t(`submission.tier.${strategy}`)}</span>
        <span className="text-ink-soft">{t(`submission.strategy.${isUnclaimed ? 'unclaimed' : strategy}`)}</span>
      </p>
      <WhyHerePanel view={view} />
      {view.isCustomTest && <p className="text-ink-soft">{t('submission.samplesOnly')}</p>}
      <p className="pt-1 font-mono text-xs text-ink-faint wrap-anywhere">{t('submission.id', { id: view.id })}</p>
    </section>
  );
}
