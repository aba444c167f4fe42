/** One user of a running instance as their browser would be: HTTP and one live socket, with the moment of each message. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CompileResult,
  type DraftResponse,
  LetscodeError,
  type ServerMessage,
  type StatusUpdate,
} from '@letscode/core';
import { WebSocket } from 'ws';

type Update = StatusUpdate['data'];

/** What is sent of a program. */
export interface UserProgram {
  problemId: string;
  language: string;
  code: string;
}

/** A submission as its user saw it: all times in ms from the moment of pressing Submit. */
export interface SeenSubmission {
  answeredMs: number;
  /** When each stage was heard of first, by its name; `Running 3` is the third test. */
  heardMs: Map<string, number>;
  verdictMs: number;
  verdict: string;
  /** Whether the worker found it compiled. */
  isCached: boolean;
  reasons: string[];
}

/** With a verdict, in ms. */
const PATIENCE_MS = 60_000;

export class LiveUser {
  readonly #url: string;
  readonly #userId: string;
  readonly #socket: WebSocket;
  #heard: { atMs: number; update: Update }[] = [];
  #onUpdate = () => {};

  private constructor(url: string, userId: string, socket: WebSocket) {
    this.#url = url;
    this.#userId = userId;
    this.#socket = socket;
    socket.on('error', () => {}); // it closes then, and the verdict that is waited for does not come
    socket.on('message', (text) => {
      const atMs = performance.now();
      const message = JSON.parse(String(text)) as ServerMessage;
      if (message.type !== 'status_update') return;
      this.#heard.push({ atMs, update: message.data });
      this.#onUpdate();
    });
  }

  static async open(url: string, userId: string): Promise<LiveUser> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws?userId=${encodeURIComponent(userId)}`);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new LiveUser(url, userId, socket);
  }

  /** @throws LetscodeError `internal` when no verdict comes */
  async submit(program: UserProgram): Promise<SeenSubmission> {
    this.#heard = [];
    const beganAt = performance.now();
    const { submissionId, reasons } = await this.#post<{ submissionId: string; reasons: string[] }>(
      '/api/submit',
      program,
    );
    const answeredMs = performance.now() - beganAt;
    const end = await this.#ended(submissionId);
    const heardMs = new Map<string, number>();
    for (const { update, atMs } of this.#heard) {
      if (update.submissionId !== submissionId) continue;
      const name = update.status === 'Running' ? `Running ${update.currentTest}` : update.status;
      if (!heardMs.has(name)) heardMs.set(name, atMs - beganAt);
    }
    const { compile } = await getJson<{ compile?: CompileResult }>(`${this.#url}/api/submission/${submissionId}`);
    return {
      ...{ answeredMs, heardMs, reasons },
      verdictMs: end.atMs - beganAt,
      verdict: end.update.verdict?.status ?? end.update.status,
      isCached: compile?.cached ?? false,
    };
  }

  /** Sends a draft once. @param signal as of a browser's request */
  draft(program: UserProgram, signal?: AbortSignal): Promise<DraftResponse> {
    return this.#post('/api/drafts', program, signal);
  }

  /** Sends a draft until it is compiled, as an editor whose user waits long enough. */
  async readyDraft(program: UserProgram): Promise<void> {
    for (const endsAt = performance.now() + PATIENCE_MS; performance.now() < endsAt; await sleep(100)) {
      if ((await this.draft(program)).state === 'ready') return;
    }
    throw new LetscodeError('internal', 'bench: a draft was never compiled');
  }

  close(): void {
    this.#socket.terminate();
  }

  #ended(submissionId: string): Promise<{ atMs: number; update: Update }> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new LetscodeError('internal', `bench: no verdict in ${PATIENCE_MS} ms`)),
        PATIENCE_MS,
      );
      this.#onUpdate = () => {
        const end = this.#heard.find(
          ({ update }) =>
            update.submissionId === submissionId && (update.status === 'Completed' || update.status === 'Failed'),
        );
        if (!end) return;
        clearTimeout(timer);
        this.#onUpdate = () => {};
        resolve(end);
      };
      this.#onUpdate();
    });
  }

  async #post<T>(path: string, program: UserProgram, signal?: AbortSignal): Promise<T> {
    const response = await fetch(this.#url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...program, userId: this.#userId }),
      ...(signal ? { signal } : {}),
    });
    return answerOf(response);
  }
}

export async function getJson<T>(url: string): Promise<T> {
  return answerOf(await fetch(url));
}

async function answerOf<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) {
    throw new LetscodeError('internal', `bench: ${response.url} says ${response.status} ${text.slice(0, 300)}`);
  }
  return JSON.parse(text) as T;
}
