import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { StatusUpdate } from '@letscode/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { eventually } from '../testing/test-server.js';
import { Connection } from './connection.js';

let server: Server;
let sockets: WebSocketServer;
let port: number;
const accepted: Connection[] = [];

beforeEach(async () => {
  server = createServer();
  sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (socket) => accepted.push(new Connection(socket, { userId: 'a', address: 'b' })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  for (const connection of accepted.splice(0)) connection.terminate();
  sockets.close();
  await new Promise((resolve) => server.close(resolve));
});

async function acceptedConnection(): Promise<Connection> {
  return eventually(() => accepted[0]);
}

/** A client that asks for a socket and then never reads. */
function openDeafClient(): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(
    'GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  socket.pause();
  return socket;
}

const submissionId = randomUUID();
const news = (update: Partial<StatusUpdate['data']>): StatusUpdate['data'] => ({
  submissionId,
  problemId: 'double',
  status: 'Running',
  ...update,
});

describe('a connection', () => {
  it('holds updates back until the present state is sent, and drops what that covers', async () => {
    const client = new WebSocket(`ws://127.0.0.1:${port}/`);
    const heard: unknown[] = [];
    client.on('message', (data) => heard.push(JSON.parse(data.toString()).data.currentTest));
    const connection = await acceptedConnection();
    for (const currentTest of [1, 2, 3]) connection.update(news({ currentTest }));
    connection.catchUp([news({ currentTest: 2 })]);
    connection.update(news({ currentTest: 4 }));
    await eventually(() => (heard.length >= 3 ? true : undefined));
    expect(heard).toEqual([2, 3, 4]);
    client.terminate();
  });

  it('cuts off a client that does not read', async () => {
    const client = openDeafClient();
    const connection = await acceptedConnection();
    connection.catchUp([]);
    const testResult = { name: 'sample/1', verdict: 'Accepted' as const, cpuTimeMs: 1, wallTimeMs: 1, memoryBytes: 1 };
    const big = news({ testResult: { ...testResult, stdout: 'x'.repeat(64 * 1024) } });
    await eventually(() => {
      for (let index = 0; index < 16; index += 1) connection.update(big);
      return connection.isOpen ? undefined : true;
    });
    client.destroy();
  });

  it('cuts off a client that does not answer pings', async () => {
    const client = openDeafClient();
    const connection = await acceptedConnection();
    connection.checkAlive();
    expect(connection.isOpen).toBe(true);
    connection.checkAlive();
    expect(connection.isOpen).toBe(false);
    client.destroy();
  });
});
