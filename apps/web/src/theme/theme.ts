/** Light, dark, or as the system says. `data-theme` on the root element drives every colour; theme.js sets it first. */
import { useSyncExternalStore } from 'react';
import { readSettings, subscribeToSettings } from '../settings/settings.js';

export type Theme = 'light' | 'dark';

const systemDark = '(prefers-color-scheme: dark)';

function presentTheme(): Theme {
  const { theme } = readSettings();
  if (theme !== 'system') return theme;
  return matchMedia(systemDark).matches ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  const query = matchMedia(systemDark);
  query.addEventListener('change', listener);
  const unsubscribe = subscribeToSettings(listener);
  return () => {
    query.removeEventListener('change', listener);
    unsubscribe();
  };
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, presentTheme);
}

/** Keeps the document's theme in step for the rest of the page's life. Called once, by main.tsx. */
export function applyTheme(): void {
  const apply = () => {
    const theme = presentTheme();
    document.documentElement.dataset.theme = theme;
    document.querySelector('meta[name=theme-color]')?.setAttribute('content', theme === 'dark' ? '#11171a' : '#f6f4ef');
  };
  apply();
  subscribe(apply);
}
