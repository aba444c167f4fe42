/**
 * The key by which the server knows an author. Kept for this tab only: whoever
 * opens the browser later must not upload problems.
 */
import { useSyncExternalStore } from 'react';

const NAME = 'letscode.authorKey';
const listeners = new Set<() => void>();

function authorKey(): string {
  try {
    return sessionStorage.getItem(NAME) ?? '';
  } catch {
    return '';
  }
}

/** @param key what was typed; empty forgets it */
export function setAuthorKey(key: string): void {
  try {
    if (key === '') sessionStorage.removeItem(NAME);
    else sessionStorage.setItem(NAME, key);
  } catch {
    // Without storage the key is asked for again on the next page.
  }
  for (const listener of listeners) listener();
}

export function useAuthorKey(): string {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, authorKey);
}

export function authorHeaders(): Record<string, string> {
  const key = authorKey();
  return key === '' ? {} : { authorization: `Bearer ${key}` };
}
