import type { ProblemDetail } from '@letscode/core';
import { formatBytes, formatLimitMs, formatMiB } from '../../strings/quantities.js';
import { t } from '../../strings/t.js';

export function LimitsLine({ limits, testCount }: Pick<ProblemDetail, 'limits' | 'testCount'>) {
  const items = [
    [t('statement.time'), formatLimitMs(limits.cpuTimeMs)],
    [t('statement.memory'), formatMiB(limits.memoryBytes)],
    [t('statement.output'), formatBytes(limits.outputBytes)],
    [t('statement.tests'), String(testCount)],
  ];
  return (
    <dl className="my-5 flex flex-wrap gap-x-7 gap-y-2 border-y border-line py-3">
      {items.map(([name, value]) => (
        <div key={name}>
          <dt className="text-xs text-ink-faint">{name}</dt>
          <dd className="font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
