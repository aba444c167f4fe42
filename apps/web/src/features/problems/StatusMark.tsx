import { CheckCheck, Circle, CircleDot } from 'lucide-react';
import { t } from '../../strings/t.js';

const looks = {
  solved: { icon: CheckCheck, className: 'text-ok' },
  tried: { icon: CircleDot, className: 'text-limit' },
  new: { icon: Circle, className: 'text-ink-faint' },
} as const;

/** How the user stands with a problem, as icon and word. */
export function StatusMark({ status }: { status: 'solved' | 'tried' | 'new' }) {
  const { icon: Icon, className } = looks[status];
  return (
    <span
      className={`inline-flex items-center gap-1.5 align-middle ${status === 'new' ? '' : 'font-semibold'} ${className}`}
    >
      <Icon size={16} aria-hidden className="shrink-0" />
      {t(`userStatus.${status}`)}
    </span>
  );
}
