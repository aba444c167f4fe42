/**
 * Requests that offer to upgrade to something else than a WebSocket.
 *
 * Java's HttpClient and `curl --http2` offer HTTP/2 (`Upgrade: h2c`) with every plain
 * request. A server may ignore an offer (RFC 9110, 7.8), but Node hands over every request
 * with an `Upgrade` header once somebody listens for upgrades. Here such a request is put
 * back on its socket without the offer, and read again as the plain HTTP that it is.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Headers of the offer (RFC 9113, 3.1, in its older form RFC 7540, 3.2). */
const OF_THE_OFFER = new Set(['upgrade', 'connection', 'http2-settings']);

export function isForWebSocket({ headers }: IncomingMessage): boolean {
  const protocols = (headers.upgrade ?? '').split(',').map((protocol) => protocol.trim().toLowerCase());
  return protocols.includes('websocket');
}

/** @param head what arrived after the request's headers: its body, or part of it */
export function serveWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method, url, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (!OF_THE_OFFER.has(name.toLowerCase())) lines.push(`${name}: ${rawHeaders[at + 1]}`);
  }
  // Node reads headers as Latin-1.
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}
