/**
 * How this person likes it: theme, editor, tags. One JSON object under
 * `letscode.settings`; an absent or bad field takes its default, so that a
 * hand-written `{"editor":"plain"}` works. Tabs of one browser follow each other.
 */
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { readJson, writeJson } from './storage.js';

const KEY = 'letscode.settings';

const settingsSchema = z.object({
  theme: z.enum(['light', 'dark', 'system']).catch('system'),
  /** `auto`: Monaco where there is a mouse and room, the plain editor elsewhere. */
  editor: z.enum(['auto', 'monaco', 'plain']).catch('auto'),
  /** In px. */
  fontSize: z.int().min(10).max(28).catch(14),
  tabSize: z.union([z.literal(2), z.literal(4), z.literal(8)]).catch(4),
  wrap: z.boolean().catch(false),
  showTags: z.boolean().catch(false),
});

export type Settings = z.infer<typeof settingsSchema>;

const listeners = new Set<() => void>();
let current: Settings | undefined;

export function readSettings(): Settings {
  current ??= readJson(KEY, settingsSchema) ?? settingsSchema.parse({});
  return current;
}

export function changeSettings(change: Partial<Settings>): void {
  current = { ...readSettings(), ...change };
  writeJson(KEY, current);
  for (const listener of listeners) listener();
}

export function subscribeToSettings(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes over what another tab has stored. Called once, by main.tsx. */
export function followOtherTabs(): void {
  window.addEventListener('storage', (event) => {
    if (event.key !== KEY) return;
    current = undefined;
    for (const listener of listeners) listener();
  });
}

export function useSettings(): Settings {
  return useSyncExternalStore(subscribeToSettings, readSettings);
}
