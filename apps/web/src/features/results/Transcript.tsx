/** What a program and the interactor said to each other, in order. */
import { t } from '../../strings/t.js';

interface Turn {
  from: 'program' | 'interactor';
  text: string;
}

export function Transcript({ turns }: { turns: readonly Turn[] }) {
  if (turns.length === 0) return <p className="text-ink-faint">{t('results.transcript.empty')}</p>;
  return (
    <div>
      <h3 className="eyebrow mb-1">{t('results.transcript')}</h3>
      <ol
        tabIndex={0}
        aria-label={t('results.transcript')}
        className="max-h-96 space-y-1 overflow-auto rounded-md bg-sunken p-2.5"
      >
        {turns.map((turn, index) => (
          <li key={index} className={turn.from === 'program' ? 'pl-10' : 'pr-10'}>
            <span className="text-xs text-ink-faint">{t(`results.transcript.${turn.from}`)}</span>
            <pre
              className={`overflow-x-auto rounded-sm border-l-2 px-2 py-0.5 font-mono text-[0.8125rem] leading-relaxed ${turn.from === 'program' ? 'border-accent bg-surface' : 'border-line-strong'}`}
            >
              {turn.text.replace(/\n$/, '')}
            </pre>
          </li>
        ))}
      </ol>
    </div>
  );
}
