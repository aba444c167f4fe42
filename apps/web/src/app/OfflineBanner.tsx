/** Appears when the connection has been gone for a while; a blink of it is nobody's concern. */
import { CloudOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { reconnect, useConnection } from '../live/live.js';
import { t } from '../strings/t.js';

const PATIENCE_MS = 3000;

export function OfflineBanner() {
  const lost = useConnection() === 'lost';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!lost) {
      setShown(false);
      return undefined;
    }
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [lost]);
  if (!shown) return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-center gap-x-4 gap-y-1 bg-limit-soft px-4 py-1.5 text-limit"
    >
      <span className="inline-flex items-center gap-2 font-medium">
        <CloudOff size={17} aria-hidden className="shrink-0" />
        {t('app.offline')}
      </span>
      <button type="button" className="min-h-6 font-semibold underline underline-offset-2" onClick={reconnect}>
        {t('app.offline.retry')}
      </button>
    </div>
  );
}
