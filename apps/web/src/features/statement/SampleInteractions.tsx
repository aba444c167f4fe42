import type { ProblemDetail } from '@letscode/core';
import { t } from '../../strings/t.js';
import { Transcript } from '../results/Transcript.js';

export function SampleInteractions({
  interactions,
}: {
  interactions: NonNullable<ProblemDetail['sampleInteractions']>;
}) {
  if (interactions.length === 0) return null;
  return (
    <section className="mt-7 space-y-4">
      <h2 className="font-serif text-lg font-semibold">{t('statement.interactions')}</h2>
      {interactions.map(({ name, turns }, index) => (
        <section key={name} className="card p-3.5" aria-label={t('statement.interaction', { n: index + 1 })}>
          <Transcript turns={turns} />
        </section>
      ))}
    </section>
  );
}
