/**
 * Who may open a live socket. Faults of the request itself are answered in HTTP before
 * the upgrade; a bad `userId` is told as close code 1008 with a reason, since browsers
 * show a script nothing of a refused upgrade.
 */
import type { IncomingMessage } from 'node:http';
import { userIdSchema } from '@letscode/core';

export type Handshake =
  | { kind: 'accept'; userId: string; address: string }
  /** Upgrade, then close with this. */
  | { kind: 'close'; code: number; reason: string }
  /** Answer in HTTP. */
  | { kind: 'refuse'; status: 400 | 403 | 404; reason: string };

const PATHS = new Set(['/', '/ws']);

export function readHandshake(request: IncomingMessage): Handshake {
  let url: URL;
  try {
    url = new URL(request.url ?? '/', 'http://localhost');
  } catch {
    return { kind: 'refuse', status: 400, reason: 'The URL cannot be read' };
  }
  if (!PATHS.has(url.pathname)) return { kind: 'refuse', status: 404, reason: 'Live updates are at / or /ws' };
  if (!isSameOrigin(request)) {
    return { kind: 'refuse', status: 403, reason: 'Pages of other sites may not open live sockets' };
  }
  const userIds = url.searchParams.getAll('userId');
  if (userIds.length !== 1) return { kind: 'close', code: 1008, reason: 'name one userId in the URL: ?userId=...' };
  const userId = userIdSchema.safeParse(userIds[0]);
  if (!userId.success) {
    return { kind: 'close', code: 1008, reason: `userId ${userId.error.issues[0]?.message ?? 'is not accepted'}` };
  }
  return { kind: 'accept', userId: userId.data, address: request.socket.remoteAddress ?? 'unknown' };
}

/** Browsers always send an Origin; programs need not. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true;
  try {
    return new URL(headers.origin).host === headers.host;
  } catch {
    return false;
  }
}
