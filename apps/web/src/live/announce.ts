/** What screen readers are told, through the page's one live region (app/LiveRegion.tsx). */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let spoken = '';

export function announce(text: string): void {
  // The same words twice are news twice; a trailing space makes the region change.
  spoken = spoken === text ? `${text} ` : text;
  for (const listener of listeners) listener();
}

export function useAnnouncement(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => spoken,
  );
}
