/** The page's one `role=status`: stages, verdicts and small successes are spoken here. */
import { useAnnouncement } from '../live/announce.js';

export function LiveRegion() {
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {useAnnouncement()}
    </div>
  );
}
