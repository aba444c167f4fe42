/**
 * One live socket. It sends; the client has nothing to say, and one that talks is closed.
 *
 * Until the present state has been sent, updates are held back, so that they arrive after
 * it; of those, the ones that the state already covers are dropped (`catchUp`). A client
 * that doesn't read is cut off rather than buffered for: it gets the state again when it
 * comes back.
 */
import type { ServerMessage, StatusUpdate } from '@letscode/core';
import { WebSocket } from 'ws';
import { progressRank } from './progress-rank.js';

type Update = StatusUpdate['data'];

/** Bytes that may wait for a slow reader. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** Frames that a client may send in its life, pings included. */
const MAX_FRAMES = 30;
/** Updates held back while the present state is read; beyond, the client has to come back. */
const MAX_HELD = 2_000;

export class Connection {
  readonly userId: string;
  readonly address: string;
  readonly #socket: WebSocket;
  #held: Update[] | undefined = [];
  #isAlive = true;
  #frameCount = 0;

  constructor(socket: WebSocket, who: { userId: string; address: string }) {
    this.#socket = socket;
    this.userId = who.userId;
    this.address = who.address;
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    socket.on('message', () => this.#countFrame());
    socket.on('ping', () => this.#countFrame());
    // A broken socket closes right after; nothing else is to be done about it.
    socket.on('error', () => {});
  }

  onClose(listener: () => void): void {
    this.#socket.once('close', listener);
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** Sends an update, or holds it back while the present state is being read. */
  update(update: Update): void {
    if (!this.#held) {
      this.send({ type: 'status_update', data: update });
      return;
    }
    if (this.#held.length >= MAX_HELD) this.#socket.terminate();
    else this.#held.push(update);
  }

  /** Sends the present state, then what was held back and goes beyond it. */
  catchUp(state: readonly Update[]): void {
    const rankById = new Map(state.map((update) => [update.submissionId, progressRank(update)]));
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const data of state) this.send({ type: 'status_update', data });
    for (const data of held) {
      if (progressRank(data) > (rankById.get(data.submissionId) ?? -1)) this.send({ type: 'status_update', data });
    }
  }

  send(message: ServerMessage): void {
    if (!this.isOpen) return;
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.#socket.terminate();
      return;
    }
    this.#socket.send(JSON.stringify(message));
  }

  /** Drops the socket when the last ping found no answer; pings it otherwise. */
  checkAlive(): void {
    if (!this.#isAlive) {
      this.#socket.terminate();
      return;
    }
    this.#isAlive = false;
    if (this.isOpen) this.#socket.ping();
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #countFrame(): void {
    this.#frameCount += 1;
    if (this.#frameCount > MAX_FRAMES) this.close(1008, 'this socket only sends: too many messages');
    // One that floods on without reading our close is cut off.
    if (this.#frameCount > MAX_FRAMES * 10) this.#socket.terminate();
  }
}
