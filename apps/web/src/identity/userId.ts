/**
 * Who is asking: a random id made on the first visit and kept in this browser.
 * There are no accounts yet; whoever holds the id sees its submissions.
 */
import { userIdSchema } from '@letscode/core';
import { readText, writeText } from '../settings/storage.js';

const KEY = 'letscode.user';

let known: string | undefined;

export function userId(): string {
  if (known) return known;
  const stored = userIdSchema.safeParse(readText(KEY));
  known = stored.success ? stored.data : `user-${randomUuid()}`;
  if (!stored.success) writeText(KEY, known);
  return known;
}

/** crypto.randomUUID exists only in secure contexts, and a LAN address over http is none. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
