/** A running PostgreSQL: waiting until it answers, creating databases, stopping it. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { LogTail } from './log-tail.js';

export type OnExit = (how: { code: number | null; signal: NodeJS.Signals | null }) => void;

export interface EmbeddedPostgres {
  /** For a database on this server; the database `letscode` exists. */
  connectionString(database?: string): string;
  /** Creates a database unless it exists; `template` is one to copy. */
  createDatabase(name: string, template?: string): Promise<void>;
  /** Fast shutdown; resolves when the process has ended, after some seconds by force. */
  stop(): Promise<void>;
  /** The postmaster. */
  readonly process: ChildProcess;
}

export const USER = 'letscode';
export const DATABASE = 'letscode';

/** Crash recovery replays at most a few segments of the log; longer than this it hangs. */
const READY_MS = 120_000;

/** How stop() escalates: the wait after each signal, in ms. */
const STOP_STEPS: [NodeJS.Signals, number][] = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

export class EmbeddedServer implements EmbeddedPostgres {
  readonly process: ChildProcess;
  readonly #socketFolder: string;
  readonly #log: LogTail;
  readonly #ended: Promise<void>;
  #hasEnded = false;
  #isReady = false;
  #isStopping = false;

  constructor(child: ChildProcess, socketFolder: string, log: LogTail, onExit?: OnExit) {
    this.process = child;
    this.#socketFolder = socketFolder;
    this.#log = log;
    log.follow(child);
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => {
        log.add(error.message);
        this.#hasEnded = true;
        resolve();
      });
      child.once('close', (code, signal) => {
        this.#hasEnded = true;
        resolve();
        if (this.#isReady && !this.#isStopping) onExit?.({ code, signal });
      });
    });
  }

  connectionString(database = DATABASE): string {
    // The host in front is not used; without one `new URL` would refuse the text.
    return `postgresql://${USER}@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(this.#socketFolder)}`;
  }

  async waitUntilReady(): Promise<void> {
    const deadline = performance.now() + READY_MS;
    while (!this.#hasEnded) {
      if (await this.#answers()) {
        this.#isReady = true;
        return;
      }
      if (performance.now() > deadline) throw this.#log.fault(`PostgreSQL is not ready after ${READY_MS / 1000} s`);
      await Promise.race([sleep(25), this.#ended]);
    }
    throw this.#log.fault('PostgreSQL ended while starting');
  }

  async #answers(): Promise<boolean> {
    try {
      await this.#asAdministrator((client) => client.query('SELECT 1'));
      return true;
    } catch {
      return false;
    }
  }

  async createDatabase(name: string, template = 'template0'): Promise<void> {
    await this.#asAdministrator(async (client) => {
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
      if (rowCount) return;
      await client.query(
        `CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE ${client.escapeIdentifier(template)}`,
      );
    });
  }

  async #asAdministrator(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
    const client = new pg.Client({
      connectionString: this.connectionString('postgres'),
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      await work(client);
    } finally {
      await client.end().catch(() => {});
    }
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const [signal, waitMs] of STOP_STEPS) {
      if (this.#hasEnded) return;
      this.process.kill(signal);
      const timer = new AbortController();
      await Promise.race([this.#ended, sleep(waitMs, undefined, { signal: timer.signal }).catch(() => {})]);
      timer.abort();
    }
    await this.#ended;
  }
}
