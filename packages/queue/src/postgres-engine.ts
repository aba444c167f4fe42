/**
 * The queue in PostgreSQL: BullMQ's tables in a schema of their own, events by NOTIFY.
 *
 * A NOTIFY's payload has at most 7999 bytes, so an event travels in frames
 *
 *     <event number>.<publisher> <frame number>/<frame count> <a piece of the text, ASCII only>
 *
 * all sent by one statement: they are delivered together and in order. Events that wait while others are sent
 * share the next statement. Text is JSON, and JSON can be written in ASCII, so a piece's characters are its bytes.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import pg from 'pg';
import { batched } from './batch.js';
import { type Engine, type Processor, QUEUE_NAME, type WorkerSettings, workerOptionsOf } from './engine.js';

type OnError = (error: Error) => void;

const PIECE_LENGTH = 7_500;
const RECONNECT_MS = 250;
/** Incomplete events of publishers that died are forgotten beyond this many. */
const MAX_PARTIAL_EVENTS = 1_000;

export function openPostgresEngine(url: string, namespace: string, onError: OnError): Engine {
  const schema = `${namespace}_queue`;
  const channel = `${namespace}_events`;
  const pool = new pg.Pool({ ...connectionOf(url), max: 3 });
  guard(pool, onError);
  const publisher = randomBytes(6).toString('hex');
  let eventCount = 0;
  let listener: Listener | undefined;

  const bullmqConnection = (max: number) => ({
    connection: { ...connectionOf(url), schema, migrate: true, max },
  });
  return {
    createQueue: (name) =>
      new Queue(name, { ...bullmqConnection(5), streams: { events: { maxLen: 256 } } }, patientBackend(onError)),
    createWorker: (name, processor: Processor, settings: WorkerSettings) =>
      new Worker(
        name,
        (job, token) => processor(job, token ?? ''),
        {
          ...bullmqConnection(settings.concurrency + 3),
          ...workerOptionsOf(settings),
        },
        patientBackend(onError),
      ),

    position: batched((jobIds) => places(pool, schema, jobIds)),

    publish: batched(async (texts) => {
      const frames = texts.flatMap((text) => framesOf(text, `${eventCount++}.${publisher}`));
      await pool.query(
        'SELECT pg_notify($1, frame) FROM unnest($2::text[]) WITH ORDINALITY AS f(frame, n) ORDER BY n',
        [channel, frames],
      );
      return new Map();
    }),

    async listen(onText) {
      listener = new Listener(url, channel, onText, onError);
      await listener.connected;
    },

    async ping() {
      await pool.query('SELECT 1');
    },

    isAway,

    async close() {
      await Promise.all([listener?.close(), pool.end()]);
    },
  };
}

/** One walk over the index of waiting jobs (10,000 of them: about 10 ms), however many are asked for. */
async function places(pool: pg.Pool, schema: string, jobIds: string[]): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ id: string; place: number }>(
    `SELECT id, place::integer FROM (
       SELECT id, row_number() OVER (ORDER BY priority, seq) AS place
         FROM "${schema}".job WHERE queue = $1 AND state = 'waiting') AS line
      WHERE id = ANY($2)`,
    [QUEUE_NAME, jobIds],
  );
  return new Map(rows.map((row) => [row.id, row.place]));
}

function connectionOf(url: string) {
  return {
    connectionString: url,
    application_name: 'letscode-queue',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // The queue is a hint: what a crash of PostgreSQL takes from it the sweep puts back, so no commit waits for the
    // disk. NOTIFY makes commits take turns; with that wait 10,000 adds took 59 s on a busy machine (2026-11-23).
    options: '-c synchronous_commit=off',
  };
}

/** A connection that breaks between two statements must not end the process. */
function guard(pool: pg.Pool, onError: OnError): void {
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', () => {}));
}

/**
 * BullMQ's loops pause and go on after ECONNREFUSED only, which is what Redis says; at any other error they run on
 * at once or give a finished job up. So the many ways in which PostgreSQL says "away" are given that code.
 */
function patientBackend(onError: OnError): typeof createPostgresBackend {
  return (...args) => {
    const backend = createPostgresBackend(...args);
    const { pool } = backend.connection;
    guard(pool as unknown as pg.Pool, onError);
    const query = pool.query.bind(pool);
    pool.query = async (text, values) => {
      try {
        return await query(text, values);
      } catch (error) {
        if (!isAway(error)) throw error;
        throw Object.assign(new Error(`PostgreSQL is away: ${(error as Error).message}`, { cause: error }), {
          code: 'ECONNREFUSED',
        });
      }
    };
    return backend;
  };
}

const AWAY_CODES =
  /^(57P0[1235]|53300|08\w{3}|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND|EAGAIN)$/;
const AWAY_MESSAGES = /connection terminated|timeout exceeded|connection error|not queryable|timeout expired/i;

function isAway(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.length > 0) return isAway(error.errors[0]);
  const { code, message } = error as { code?: unknown; message?: unknown };
  return AWAY_CODES.test(String(code ?? '')) || AWAY_MESSAGES.test(String(message ?? ''));
}

function framesOf(json: string, id: string): string[] {
  const ascii = json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const count = Math.max(1, Math.ceil(ascii.length / PIECE_LENGTH));
  return Array.from(
    { length: count },
    (_, index) => `${id} ${index + 1}/${count} ${ascii.slice(index * PIECE_LENGTH, (index + 1) * PIECE_LENGTH)}`,
  );
}

/** A connection of its own that listens, and is made anew whenever it is lost. */
class Listener {
  /** Resolves at the first success. */
  readonly connected: Promise<void>;
  readonly #closing = new AbortController();
  readonly #partial = new Map<string, string>();
  readonly #run: Promise<void>;
  #client: pg.Client | undefined;

  constructor(
    readonly url: string,
    readonly channel: string,
    readonly onText: (text: string) => void,
    readonly onError: OnError,
  ) {
    let markConnected = () => {};
    this.connected = new Promise((resolve) => {
      markConnected = resolve;
    });
    this.#run = this.#listenForever(markConnected);
  }

  async #listenForever(markConnected: () => void): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const client = new pg.Client(connectionOf(this.url));
      const lost = new Promise<void>((resolve) => {
        client.on('error', (error) => {
          this.onError(error);
          resolve();
        });
        client.on('end', resolve);
      });
      client.on('notification', ({ payload }) => this.#take(payload ?? ''));
      this.#client = client;
      try {
        await client.connect();
        await client.query(`LISTEN "${this.channel}"`);
        markConnected();
        if (!signal.aborted) await lost;
      } catch (error) {
        this.onError(error as Error);
      }
      this.#partial.clear();
      await client.end().catch(() => {});
      if (!signal.aborted) await sleep(RECONNECT_MS, undefined, { signal }).catch(() => {});
    }
    markConnected();
  }

  #take(frame: string): void {
    const [, id, index, count, piece] = /^(\S+) (\d+)\/(\d+) (.*)$/s.exec(frame) ?? [];
    if (id === undefined || piece === undefined) return;
    const text = (this.#partial.get(id) ?? '') + piece;
    if (index === count) {
      this.#partial.delete(id);
      this.onText(text);
      return;
    }
    this.#partial.set(id, text);
    if (this.#partial.size > MAX_PARTIAL_EVENTS) this.#partial.clear();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#client?.end().catch(() => {});
    await this.#run;
  }
}
