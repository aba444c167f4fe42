/**
 * The live hub: every socket of this server, and which news go to which.
 *
 *     upgrade → handshake → held back → present state sent → live … → closed
 *
 * Progress reaches every server from the queue; each passes on what its own sockets are
 * about. The system's status is worked out once for all.
 */
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { StatusUpdate } from '@letscode/core';
import type { QueueClient } from '@letscode/queue';
import type { Store } from '@letscode/store';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { publicUpdate } from '../api/public-view.js';
import type { SystemMonitor } from '../system-monitor.js';
import { Connection } from './connection.js';
import { Follower } from './follower.js';
import { readHandshake } from './handshake.js';
import { isForWebSocket, serveWithoutUpgrade } from './other-upgrades.js';
import { readPresentState } from './present-state.js';

type Update = StatusUpdate['data'];

/** Clients have nothing to say; this is room for a stray word. */
const MAX_PAYLOAD_BYTES = 1024;
const MAX_SOCKETS_PER_USER = 20;
const MAX_SOCKETS_PER_ADDRESS = 500;

export interface HubOptions {
  store: Pick<Store, 'submissions'>;
  queue: Pick<QueueClient, 'onProgress' | 'onAuthoring' | 'position'>;
  monitor: SystemMonitor;
  /** Told of the user of every socket that opens. */
  onConnected: (userId: string) => void;
  followIntervalMs: number;
  heartbeatMs: number;
  now: () => number;
  log: Logger;
}

export class Hub {
  readonly #options: HubOptions;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD_BYTES, perMessageDeflate: false });
  readonly #byUser = new Map<string, Set<Connection>>();
  readonly #countByAddress = new Map<string, number>();
  readonly #follower: Follower;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #stops: (() => void)[] = [];
  #looking: Promise<void> | undefined;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#follower = new Follower({
      submissions: options.store.submissions,
      queue: options.queue,
      quietMs: options.followIntervalMs,
      now: options.now,
      deliver: (userId, update) => this.#send(userId, update),
    });
  }

  /** Takes the upgrades of `server` until `close`. */
  attach(server: Server): void {
    const { queue, monitor, heartbeatMs, followIntervalMs } = this.#options;
    const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (isForWebSocket(request)) this.#upgrade(request, socket, head);
      else serveWithoutUpgrade(server, request, socket, head);
    };
    server.on('upgrade', onUpgrade);
    this.#stops.push(
      () => server.off('upgrade', onUpgrade),
      queue.onProgress(({ userId, update }) => this.deliver(userId, update)),
      queue.onAuthoring(({ userId, authoring: data }) => {
        for (const connection of this.#byUser.get(userId) ?? []) connection.send({ type: 'authoring_update', data });
      }),
      monitor.onChange((data) => this.#broadcast((connection) => connection.send({ type: 'system_status', data }))),
    );
    this.#timers.push(
      setInterval(() => this.#broadcast((connection) => connection.checkAlive()), heartbeatMs),
      setInterval(() => this.#follow(), followIntervalMs),
    );
  }

  /** Sends an update to the sockets of its user, if this server has any. */
  deliver(userId: string, update: Update): void {
    if (!this.#byUser.has(userId)) return;
    this.#follower.heard(userId, update);
    this.#send(userId, update);
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const stop of this.#stops) stop();
    this.#broadcast((connection) => connection.close(1001, 'the server stops'));
    this.#sockets.close();
    await this.#looking;
    this.#broadcast((connection) => connection.terminate());
  }

  #send(userId: string, update: Update): void {
    const open = publicUpdate(update);
    for (const connection of this.#byUser.get(userId) ?? []) connection.update(open);
  }

  #broadcast(act: (connection: Connection) => void): void {
    for (const connections of this.#byUser.values()) for (const connection of connections) act(connection);
  }

  #follow(): void {
    this.#looking ??= this.#follower
      .look()
      .catch((error: unknown) => this.#options.log.debug({ err: error }, 'open submissions cannot be looked up'))
      .finally(() => {
        this.#looking = undefined;
      });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const handshake = readHandshake(request);
    if (handshake.kind === 'refuse') {
      refuse(socket, handshake.status, handshake.reason);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (handshake.kind === 'close') webSocket.close(handshake.code, handshake.reason);
      else this.#accept(webSocket, handshake);
    });
  }

  #accept(webSocket: WebSocket, who: { userId: string; address: string }): void {
    const connections = this.#byUser.get(who.userId) ?? new Set();
    const addressCount = this.#countByAddress.get(who.address) ?? 0;
    if (connections.size >= MAX_SOCKETS_PER_USER || addressCount >= MAX_SOCKETS_PER_ADDRESS) {
      webSocket.on('error', () => {});
      webSocket.close(1013, 'too many live sockets: close some and try again');
      return;
    }
    const connection = new Connection(webSocket, who);
    connections.add(connection);
    this.#byUser.set(who.userId, connections);
    this.#countByAddress.set(who.address, addressCount + 1);
    connection.onClose(() => this.#remove(connection));
    connection.send({ type: 'system_status', data: this.#options.monitor.current() });
    this.#options.onConnected(who.userId);
    void this.#catchUp(connection);
  }

  async #catchUp(connection: Connection): Promise<void> {
    const { store, now, log } = this.#options;
    try {
      const state = await readPresentState(store.submissions, connection.userId, now());
      connection.catchUp(state);
      if (connection.isOpen) for (const update of state) this.#follower.heard(connection.userId, update);
    } catch (error) {
      log.warn({ err: error }, 'a live socket could not be brought up to date');
      connection.close(1013, 'the present state cannot be told just now: try again');
    }
  }

  #remove(connection: Connection): void {
    const connections = this.#byUser.get(connection.userId);
    connections?.delete(connection);
    if (connections?.size === 0) {
      this.#byUser.delete(connection.userId);
      this.#follower.forgetUser(connection.userId);
    }
    const left = (this.#countByAddress.get(connection.address) ?? 1) - 1;
    if (left > 0) this.#countByAddress.set(connection.address, left);
    else this.#countByAddress.delete(connection.address);
  }
}

function refuse(socket: Duplex, status: number, reason: string): void {
  const code = status === 404 ? 'route_not_found' : status === 403 ? 'forbidden' : 'bad_request';
  const body = JSON.stringify({ error: { code, message: reason } });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
