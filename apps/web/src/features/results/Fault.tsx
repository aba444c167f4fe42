import { CircleAlert } from 'lucide-react';
import { messageOf } from '../../api/apiError.js';
import { t } from '../../strings/t.js';

/** A request that failed: what happened, and that nothing is lost. */
export function Fault({ error }: { error: unknown }) {
  const message = messageOf(error);
  const saved = t('app.error.saved');
  return (
    <div role="alert" className="flex gap-3 rounded-md bg-bad-soft px-4 py-3 text-bad">
      <CircleAlert size={20} aria-hidden className="mt-0.5 shrink-0" />
      <div>
        <p className="font-semibold">{t('app.error.title')}</p>
        <p className="text-ink">
          {message} {message.includes('code is saved') ? '' : saved}
        </p>
      </div>
    </div>
  );
}
