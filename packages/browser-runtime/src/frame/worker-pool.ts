/**
 * Workers of one engine: a fresh one for each run, and spares that have started already.
 *
 *     starting ──ready──▶ spare ──job──▶ running ──ended, or its time is over──▶ terminated
 *
 * A worker is never used twice: whatever a program left behind goes with it. Runs go one after the other, in the order
 * in which they were asked for, so that none is slowed down by another; the next one waits here, not in the page, which
 * may be busy drawing. New spares start when there is nothing to run and the page has had time to show the result.
 */
import type { EngineId, EngineParts, FrameNews, RunEnd, RunJob, WorkerEnd, WorkerNews } from '../protocol.js';

const NOTHING: WorkerEnd = { kind: 'lost', exitCode: 1, stdout: new Uint8Array(), stderr: '', detail: '', doubts: [] };

/** Beyond the program's own limit: a worker that compiles for this long, or never says a word, is lost. */
const SILENCE_MS = 20_000;

/** Ready at rest: a Run has two or three samples, and none should wait for a start. Interpreters are large. */
const SPARE_COUNT: Record<EngineId, number> = { javascript: 3, python: 2, wasi: 3 };

/** From the last end of a run until new spares start: a start takes a core for some time. */
const REFILL_DELAY_MS = 100;

interface Task {
  id: number;
  job: RunJob;
  beganAt?: number;
  timer?: ReturnType<typeof setTimeout>;
}

interface Member {
  worker: Worker;
  port: MessagePort;
  isReady: boolean;
  task?: Task;
}

export class WorkerPool {
  private readonly scriptUrl: string;
  private readonly assets: Record<string, unknown>;
  private readonly running = new Map<number, Member>();
  private readonly waiting: Task[] = [];
  private spares: Member[] = [];
  private refilling: ReturnType<typeof setTimeout> | undefined;
  private isClosed = false;

  constructor(
    private readonly engine: EngineId,
    parts: EngineParts,
    private readonly tell: (news: FrameNews) => void,
  ) {
    this.scriptUrl = URL.createObjectURL(new Blob([parts.script], { type: 'text/javascript' }));
    this.assets = { ...parts.assets };
    this.refill();
  }

  run(id: number, job: RunJob): void {
    this.waiting.push({ id, job });
    this.next();
  }

  stop(id: number): void {
    const stopped: WorkerEnd = { ...NOTHING, detail: 'stopped' };
    const place = this.waiting.findIndex((task) => task.id === id);
    if (place >= 0) {
      this.waiting.splice(place, 1);
      this.tell({ kind: 'ended', id, end: { ...stopped, wallTimeMs: 0 } });
      return;
    }
    const member = this.running.get(id);
    if (member) this.end(member, stopped);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.refilling);
    for (const { worker } of this.spares) worker.terminate();
    for (const { id } of [...this.waiting]) this.stop(id);
    for (const id of [...this.running.keys()]) this.stop(id);
    URL.revokeObjectURL(this.scriptUrl);
  }

  private next(): void {
    if (this.isClosed || this.running.size > 0) return;
    clearTimeout(this.refilling);
    const task = this.waiting.shift();
    if (!task) {
      this.refilling = setTimeout(() => this.refill(), REFILL_DELAY_MS);
      return;
    }
    const member = this.spares.shift() ?? this.start();
    member.task = task;
    this.running.set(task.id, member);
    if (member.isReady) this.begin(member);
  }

  private refill(): void {
    while (this.spares.length < SPARE_COUNT[this.engine]) this.spares.push(this.start());
  }

  private start(): Member {
    const worker = new Worker(this.scriptUrl);
    const { port1, port2 } = new MessageChannel();
    const member: Member = { worker, port: port1, isReady: false };
    port1.onmessage = ({ data }: MessageEvent<WorkerNews>) => this.hear(member, data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.lose(member, event.message ?? 'the worker did not start');
    };
    worker.postMessage({ port: port2, assets: this.assets }, [port2]);
    return member;
  }

  private hear(member: Member, news: WorkerNews): void {
    const { task } = member;
    if (news.kind === 'asset') {
      this.assets[news.name] = news.value;
    } else if (news.kind === 'ready') {
      member.isReady = true;
      this.tell({ kind: 'ready', engine: this.engine });
      if (task) this.begin(member);
    } else if (news.kind === 'broken') {
      this.lose(member, news.detail);
    } else if (news.kind === 'began' && task) {
      task.beganAt = performance.now();
      this.limit(member, task.job.timeLimitMs, { ...NOTHING, kind: 'time-limit' });
    } else if (news.kind === 'ended' && task) {
      this.end(member, news.end);
    }
  }

  private begin(member: Member): void {
    if (!member.task) return;
    member.port.postMessage(member.task.job);
    this.limit(member, SILENCE_MS, { ...NOTHING, detail: 'the worker fell silent' });
    // While this one works another starts for the next, unless it would take the core of this one for long.
    const isNeeded = this.waiting.length > 0 && this.spares.length === 0;
    if (isNeeded && this.engine !== 'python') this.spares.push(this.start());
  }

  private limit({ task, ...rest }: Member, delayMs: number, end: WorkerEnd): void {
    if (!task) return;
    clearTimeout(task.timer);
    const { id } = task;
    task.timer = setTimeout(() => this.running.get(id)?.worker === rest.worker && this.endById(id, end), delayMs);
  }

  private endById(id: number, end: WorkerEnd): void {
    const member = this.running.get(id);
    if (member) this.end(member, end);
  }

  private end(member: Member, end: WorkerEnd): void {
    const { task } = member;
    member.worker.terminate();
    member.port.close();
    if (!task || !this.running.delete(task.id)) return;
    clearTimeout(task.timer);
    const wallTimeMs = task.beganAt === undefined ? 0 : performance.now() - task.beganAt;
    const told: RunEnd = { ...end, wallTimeMs };
    this.tell({ kind: 'ended', id: task.id, end: told });
    this.next();
  }

  private lose(member: Member, detail: string): void {
    if (member.task) this.end(member, { ...NOTHING, detail });
    else {
      this.spares = this.spares.filter((spare) => spare !== member);
      member.worker.terminate();
      this.tell({ kind: 'failed', engine: this.engine, detail });
    }
  }
}
