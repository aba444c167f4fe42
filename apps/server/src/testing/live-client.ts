/** A live socket for tests: keeps what it hears and waits for what it should. */
import { type ServerMessage, type StatusUpdate, type SystemStatus, serverMessageSchema } from '@letscode/core';
import { type ClientOptions, WebSocket } from 'ws';
import { eventually } from './test-server.js';

export class LiveClient {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(url: string, pathAndQuery: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(url.replace('http', 'ws') + pathAndQuery, options);
    this.socket.on('message', (data) => this.messages.push(serverMessageSchema.parse(JSON.parse(data.toString()))));
    this.closed = new Promise((resolve, reject) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
      this.socket.on('error', reject);
    });
    this.closed.catch(() => {});
  }

  get updates(): StatusUpdate['data'][] {
    return this.messages.flatMap((message) => (message.type === 'status_update' ? [message.data] : []));
  }

  /** Waits for an update like `wanted`. */
  update(wanted: Partial<StatusUpdate['data']>): Promise<StatusUpdate['data']> {
    const isLike = (update: StatusUpdate['data']) =>
      Object.entries(wanted).every(([name, value]) => update[name as keyof typeof update] === value);
    return eventually(() => this.updates.find(isLike));
  }

  systemStatus(): Promise<SystemStatus> {
    return eventually(() => this.messages.find((message) => message.type === 'system_status')?.data as SystemStatus);
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
