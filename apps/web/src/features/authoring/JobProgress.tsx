import { ProgressBar } from 'react-aria-components';
import { t } from '../../strings/t.js';

/** How far a verification or a rejudging has come. */
export function JobProgress({ finishedCount, totalCount }: { finishedCount: number; totalCount: number }) {
  const text =
    totalCount === 0 ? t('authoring.waiting') : t('results.countOf', { n: finishedCount, total: totalCount });
  return (
    <ProgressBar
      aria-label={t('authoring.progress')}
      minValue={0}
      maxValue={Math.max(1, totalCount)}
      value={finishedCount}
      valueLabel={text}
      className="max-w-md"
    >
      {({ percentage }) => (
        <div className="flex items-center gap-3">
          <div className="h-1.5 flex-1 overflow-hidden rounded-full bg-sunken">
            <div className="h-full bg-accent" style={{ width: `${percentage ?? 0}%` }} />
          </div>
          <span className="text-xs text-ink-soft">{text}</span>
        </div>
      )}
    </ProgressBar>
  );
}
