/** Connection and queue, discreetly: a dot and a word; the figures are in its panel. */
import { useSystemStatus } from '../api/queries.js';
import type { Connection } from '../live/LiveSocket.js';
import { useConnection } from '../live/live.js';
import { t } from '../strings/t.js';
import { PopoverButton } from '../ui/PopoverButton.js';

const dot: Record<Connection, string> = {
  open: 'bg-ok',
  connecting: 'border-2 border-limit animate-[breathe_1.2s_infinite]',
  lost: 'border-2 border-bad',
};

export function ConnectionBadge() {
  const connection = useConnection();
  const { data: status } = useSystemStatus(connection === 'open' ? 60_000 : 10_000);
  const state = t(`live.${connection}`);
  return (
    <PopoverButton
      label={t('live.label', { state })}
      content={
        <span className="inline-flex items-center gap-2 text-xs">
          <span aria-hidden className={`size-2.5 rounded-full ${dot[connection]}`} />
          <span className="max-sm:sr-only">{state}</span>
          {status && status.queueDepth > 0 && (
            <span className="text-ink-faint max-sm:hidden">· {t('live.waiting', { n: status.queueDepth })}</span>
          )}
        </span>
      }
    >
      <h2 className="mb-2 font-semibold">{t('live.title')}</h2>
      <ul className="space-y-1 text-ink-soft">
        <li>{t('live.label', { state })}</li>
        {status && (
          <>
            <li>{status.queueDepth === 0 ? t('live.queueEmpty') : t('live.queue', { n: status.queueDepth })}</li>
            <li>
              {status.activeWorkers === 0 ? t('live.workersNone') : t('live.workers', { n: status.activeWorkers })}
            </li>
            {status.avgExecutionTime > 0 && (
              <li>{t('live.average', { seconds: (status.avgExecutionTime / 1000).toFixed(1) })}</li>
            )}
          </>
        )}
      </ul>
    </PopoverButton>
  );
}
