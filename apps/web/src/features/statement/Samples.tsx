import type { Sample } from '@letscode/core';
import { t } from '../../strings/t.js';
import { CopyButton } from '../../ui/CopyButton.js';

export function Samples({ samples }: { samples: readonly Sample[] }) {
  if (samples.length === 0) return null;
  return (
    <section className="mt-7 space-y-4">
      <h2 className="font-serif text-lg font-semibold">{t('statement.samples')}</h2>
      {samples.map((sample, index) => (
        <section
          key={sample.name}
          className="@container card overflow-hidden"
          aria-label={t('statement.sample', { n: index + 1 })}
        >
          <div className="grid @lg:grid-cols-2 @lg:divide-x divide-line">
            <SampleText
              title={t('statement.input')}
              text={sample.input}
              copyLabel={t('statement.copyInput', { n: index + 1 })}
            />
            <SampleText
              title={t('statement.expected')}
              text={sample.output}
              copyLabel={t('statement.copyOutput', { n: index + 1 })}
            />
          </div>
        </section>
      ))}
    </section>
  );
}

function SampleText({ title, text, copyLabel }: { title: string; text: string; copyLabel: string }) {
  return (
    <div className="min-w-0 not-first:border-t border-line @lg:not-first:border-t-0">
      <div className="flex items-center justify-between pt-1 pr-1 pl-3.5">
        <h3 className="eyebrow">{title}</h3>
        <CopyButton text={text} label={copyLabel} />
      </div>
      <pre
        tabIndex={0}
        aria-label={title}
        className="max-h-80 overflow-auto px-3.5 pb-3 font-mono text-[0.8125rem] leading-relaxed"
      >
        {text}
      </pre>
    </div>
  );
}
