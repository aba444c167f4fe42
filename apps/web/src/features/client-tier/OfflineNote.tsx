/** Says, while the server is gone, that Run works all the same. */
import { Laptop } from 'lucide-react';
import { useConnection } from '../../live/live.js';
import { canRunAlone } from './runTests.js';
import { words } from './words.js';

export function OfflineNote({ language }: { language: string }) {
  const lost = useConnection() === 'lost';
  if (!lost || !canRunAlone(language)) return null;
  return (
    <p role="note" className="inline-flex items-center gap-1.5 px-3 py-1 text-sm text-ink-soft">
      <Laptop size={15} aria-hidden className="shrink-0" />
      {words.offline}
    </p>
  );
}
