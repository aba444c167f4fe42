/** "Why here?": a small panel that opens below the tier. */
import type { SubmissionView } from '@letscode/core';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../strings/t.js';
import { whyHere } from './whyHere.js';

export function WhyHerePanel({ view }: { view: SubmissionView }) {
  const { reasons, others, load, offered } = whyHere(view);
  return (
    <details className="group text-sm">
      <summary className="inline-flex min-h-6 cursor-pointer list-none items-center gap-1 rounded-sm text-accent hover:underline [&::-webkit-details-marker]:hidden">
        <ChevronRight size={14} aria-hidden className="transition-transform group-open:rotate-90" />
        {t('why.title')}
      </summary>
      <dl className="mt-1.5 ml-[0.4rem] space-y-2 border-l-2 border-line pl-3.5">
        {reasons.length > 0 && <Group title={t(`why.chosen.${view.strategy}`)} lines={reasons} />}
        {others.map((other) => (
          <Group key={other.strategy} title={t(`why.not.${other.strategy}`)} lines={other.reasons} />
        ))}
        {(load || offered.length > 0) && (
          <Group
            title={t('why.moment')}
            lines={[
              load && t('why.load', { waiting: load.queueDepth, running: load.runningCount, n: load.laneCount }),
              offered.length > 0 && t('why.offered', { names: offered.join(', ') }),
            ].filter((line) => typeof line === 'string')}
          />
        )}
      </dl>
    </details>
  );
}

function Group({ title, lines }: { title: ReactNode; lines: readonly string[] }) {
  return (
    <div>
      <dt className="text-xs font-semibold text-ink-faint">{title}</dt>
      {lines.map((line) => (
        <dd key={line} className="text-ink-soft wrap-anywhere">
          {line}
        </dd>
      ))}
    </div>
  );
}
