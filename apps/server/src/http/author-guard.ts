/**
 * Who may import, export, verify and rejudge.
 *
 *     with a key       whoever sends `Authorization: Bearer KEY`
 *     without one      programs and pages of this machine, as long as the server listens on a loopback address only
 *
 * A page of another site that a browser on this machine shows is not of this machine: its
 * requests name its own site (Origin), or ours by another name (Host, after DNS rebinding).
 * Nor is what a proxy passes on, when it says so.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { LetscodeError } from '@letscode/core';
import type { Request } from 'express';

export interface AuthorGuard {
  /** @throws LetscodeError `unauthorized`, `forbidden` */
  check(request: Request): void;
}

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** @param host what the server listens on */
export function createAuthorGuard({ host, authorKey }: { host: string; authorKey?: string | undefined }): AuthorGuard {
  if (authorKey !== undefined) return { check: (request) => checkKey(request, authorKey) };
  const isOpen = isLoopbackName(host);
  return {
    check(request) {
      if (isOpen && isFromHere(request)) return;
      throw new LetscodeError(
        'forbidden',
        'This is for authors: from this machine while the server listens on a loopback address, or with a key where the operator has set LETSCODE_AUTHOR_KEY',
      );
    },
  };
}

function checkKey(request: Request, authorKey: string): void {
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  // Hashes have one length, and comparing them tells nothing of the key.
  if (given !== undefined && timingSafeEqual(hashOf(given), hashOf(authorKey))) return;
  throw new LetscodeError(
    'unauthorized',
    given === undefined
      ? "This is for authors: send the header `Authorization: Bearer KEY` with the operator's LETSCODE_AUTHOR_KEY"
      : 'The author key is not the right one',
  );
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function isFromHere(request: Request): boolean {
  const { headers, socket } = request;
  if (!isLoopbackAddress(socket.remoteAddress ?? '')) return false;
  if (FORWARDED.some((name) => headers[name] !== undefined)) return false;
  const own = hostNameOf(`http://${headers.host ?? ''}`);
  if (own === undefined || !isLoopbackName(own.hostname)) return false;
  if (headers.origin === undefined) return headers['sec-fetch-site'] !== 'cross-site';
  return hostNameOf(headers.origin)?.host === own.host;
}

function hostNameOf(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}

function isLoopbackName(name: string): boolean {
  const plain = name.replace(/^\[|\]$/g, '').toLowerCase();
  return plain === 'localhost' || plain === '::1' || /^127(?:\.\d{1,3}){3}$/.test(plain);
}
