import type { ProblemDetail, VerdictSummary } from '@letscode/core';
import { formatLimitMs, formatMiB, formatMs } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';

interface LimitMetersProps {
  verdict: VerdictSummary;
  limits: ProblemDetail['limits'] | undefined;
}

/** The largest figures over all tests, against their limits. Wall time has no limit that users are told; memory is 0
 * where a browser judged, which cannot measure it. */
export function LimitMeters({ verdict, limits }: LimitMetersProps) {
  return (
    <dl className="grid max-w-3xl grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
      <Meter
        name={t('results.cpuLimit')}
        value={formatMs(verdict.maxCpuTimeMs)}
        limit={limits && formatLimitMs(limits.cpuTimeMs)}
        share={limits && verdict.maxCpuTimeMs / limits.cpuTimeMs}
      />
      {verdict.maxMemoryBytes === 0 ? (
        <Meter name={t('results.memoryLimit')} value={t('results.memoryUnknown')} />
      ) : (
        <Meter
          name={t('results.memoryLimit')}
          value={formatMiB(verdict.maxMemoryBytes)}
          limit={limits && formatMiB(limits.memoryBytes)}
          share={limits && verdict.maxMemoryBytes / limits.memoryBytes}
        />
      )}
      <Meter name={t('results.wallLimit')} value={formatMs(verdict.maxWallTimeMs)} />
    </dl>
  );
}

interface MeterProps {
  name: string;
  value: string;
  limit?: string | undefined;
  share?: number | undefined;
}

function Meter({ name, value, limit, share }: MeterProps) {
  return (
    <div>
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd>
        <span className="font-semibold">{value}</span>{' '}
        {limit && <span className="text-ink-faint">{t('results.ofLimit', { limit })}</span>}
        {share !== undefined && (
          <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-line">
            <span
              className={`block h-full rounded-full ${share >= 1 ? 'bg-limit' : 'bg-accent'}`}
              style={{ width: `${Math.min(100, Math.max(1.5, share * 100))}%` }}
            />
          </span>
        )}
      </dd>
    </div>
  );
}
