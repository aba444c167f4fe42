/**
 * The one WebSocket of this page: server to client only.
 *
 *     connecting ──open──→ open ──close──→ lost ──backoff──→ connecting …
 *
 * A message that fails its schema is dropped and logged; it must never break
 * the page. After every (re)connection `onOpen` lets the caller read again what
 * it may have missed. Silence is not death: the server's pings are answered by
 * the browser itself, and a poll stands behind every open submission.
 */
import { type ServerMessage, serverMessageSchema } from '@letscode/core';
import { backoffMs } from './backoff.js';

export type Connection = 'connecting' | 'open' | 'lost';

/** A connection that lasted this long was a good one; one that breaks sooner counts as a further failure. */
const SETTLED_MS = 5000;

export interface LiveSocketEvents {
  onMessage: (message: ServerMessage) => void;
  onConnection: (connection: Connection) => void;
  /** Also called on the first opening. */
  onOpen: () => void;
}

export class LiveSocket {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private settled: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;

  constructor(
    private readonly url: string,
    private readonly events: LiveSocketEvents,
    private readonly random: () => number = Math.random,
  ) {}

  /** Connects now unless it is connected or just doing so; also used when the network comes back. */
  connect(): void {
    if (this.socket && this.socket.readyState <= WebSocket.OPEN) return;
    clearTimeout(this.timer);
    this.events.onConnection(this.failures === 0 ? 'connecting' : 'lost');
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => {
      this.settled = setTimeout(() => {
        this.failures = 0;
      }, SETTLED_MS);
      this.events.onConnection('open');
      this.events.onOpen();
    };
    socket.onmessage = ({ data }) => this.read(data);
    socket.onclose = () => {
      clearTimeout(this.settled);
      if (this.socket === socket) this.retryLater();
    };
  }

  private read(data: unknown): void {
    try {
      const parsed = serverMessageSchema.safeParse(JSON.parse(String(data)));
      if (parsed.success) this.events.onMessage(parsed.data);
      else console.error('A message of the server has an unexpected shape', parsed.error.issues);
    } catch (error) {
      console.error('A message of the server is not JSON', error);
    }
  }

  private retryLater(): void {
    this.failures += 1;
    this.events.onConnection('lost');
    this.timer = setTimeout(() => this.connect(), backoffMs(this.failures, this.random()));
  }
}
