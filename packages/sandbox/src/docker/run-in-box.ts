/**
 * One run in one box: outputs and input in place, limits set, started, watched, measured, collected.
 *
 * Of several reasons for the end the one that is a cause stands before the one that
 * is a symptom, in the order of native/report.c; the report's fields are the native
 * helper's, so that one function makes the report of both backends (run-frames.ts).
 */
import { constants } from 'node:os';
import type { RunReport, RunSpec } from '@letscode/core';
import { encodeFrame, Frame, type Pair } from '../frames.js';
import { faultReport, reportOf } from '../report-frames.js';
import type { Box } from './box.js';
import type { Measured } from './cgroup-meter.js';
import { CollectedFiles } from './collected-files.js';
import { allowanceOf } from './kind.js';
import { OutputFile, type OutputSink } from './output-file.js';
import { type LimitReached, Supervision } from './supervision.js';

/** After a kill the launcher answers in about a millisecond; one that doesn't is removed with its container. */
const LAUNCHER_PATIENCE_MS = 10_000;

export interface RunTerms {
  /** The core that the program is pinned to. */
  core?: number;
  /** Cores that it may use at once. */
  processors: number;
  signal?: AbortSignal;
  /** The program has ended, and all of its output is there. */
  onEnd?: () => void;
}

export interface RunOutputs {
  stdout: OutputSink;
  stderr: OutputSink;
}

/** Never rejects but with the reason of `signal`. The box is used up afterwards; removing it is the caller's. */
export async function runInBox(box: Box, spec: RunSpec, terms: RunTerms): Promise<RunReport> {
  try {
    if (spec.hostStdinPath !== undefined) await box.giveInput(spec.hostStdinPath);
  } catch (error) {
    return faultReport(error instanceof Error ? error.message : String(error));
  }
  const outputs = { stdout: new OutputFile(spec.hostStdoutPath), stderr: new OutputFile(spec.hostStderrPath) };
  return runWithOutputs(box, spec, outputs, terms);
}

/** Closes the outputs, whatever comes. */
export async function runWithOutputs(
  box: Box,
  spec: RunSpec,
  outputs: RunOutputs,
  terms: RunTerms,
): Promise<RunReport> {
  try {
    await box.allow(allowanceOf(spec));
  } catch (error) {
    await Promise.all([outputs.stdout.close(), outputs.stderr.close()]);
    return faultReport(error instanceof Error ? error.message : String(error));
  }
  const report = await new BoxRun(box, spec, outputs.stdout, outputs.stderr).toItsEnd(terms);
  if (terms.signal?.aborted) throw terms.signal.reason;
  return report;
}

class BoxRun {
  readonly #box: Box;
  readonly #spec: RunSpec;
  readonly #stdout: OutputSink;
  readonly #stderr: OutputSink;
  #collected: CollectedFiles | undefined;
  #supervision: Supervision | undefined;
  #limit: LimitReached | undefined;
  #fault: string | undefined;
  #awaited: { kinds: string[]; settle: (frame: Frame | undefined) => void } | undefined;
  #arrived: Frame[] = [];
  #patience: NodeJS.Timeout | undefined;
  #onOutput: () => void = () => {};

  constructor(box: Box, spec: RunSpec, stdout: OutputSink, stderr: OutputSink) {
    this.#box = box;
    this.#spec = spec;
    this.#stdout = stdout;
    this.#stderr = stderr;
  }

  async toItsEnd({ core, processors, signal, onEnd }: RunTerms): Promise<RunReport> {
    const kill = () => this.#kill();
    this.#listen();
    this.#box.meter.begin();
    this.#box.send(startFrame(this.#spec, core));
    this.#supervision = new Supervision(this.#box.meter, this.#spec.limits, processors, (limit) => {
      this.#limit = limit;
      this.#kill();
    });
    signal?.addEventListener('abort', kill, { once: true });
    if (signal?.aborted) kill();
    const ended = await this.#next('ended', 'fault');
    signal?.removeEventListener('abort', kill);
    onEnd?.();
    this.#supervision.stop();
    clearTimeout(this.#patience);
    try {
      return await this.#report(ended, signal?.aborted === true);
    } finally {
      clearTimeout(this.#patience);
      this.#box.listen({ onOutput() {}, onFrame() {}, onLost() {} });
    }
  }

  async #report(ended: Frame | undefined, aborted: boolean): Promise<RunReport> {
    if (ended?.get('kind') === 'ended') await this.#allOutput(ended.number('stdout-sent'));
    const measured = this.#box.meter.measure(ended?.number('rss-bytes') ?? 0);
    await Promise.all([this.#stdout.close(), this.#stderr.close()]);
    const error = this.#stdout.error ?? this.#stderr.error;
    if (error) return faultReport(`write an output file: ${error.message}`);
    if (!ended) return this.#lost(measured);
    if (ended.get('kind') === 'fault') return faultReport(ended.get('detail') ?? 'the launcher failed');
    // One that had ended before the launcher was told to end it has ended by itself, however late that was heard.
    const limit = ended.get('killed') === undefined ? undefined : this.#limit;
    const exit = exitOf(ended, measured, this.#spec, limit);
    const pairs: Pair[] = [...exit, ...usageOf(ended, measured), ...violationsOf(ended, measured)];
    if (exit[0]?.[1] === 'exited' && !aborted && this.#spec.collect) {
      const collected = await this.#collect(this.#spec.collect);
      if (collected instanceof Error) return faultReport(`collect: ${collected.message}`);
      const bound = collected.get('collect');
      if (bound !== undefined) pairs.push(['collect', bound]);
    }
    return this.#finished(pairs, ended, measured);
  }

  #finished(pairs: Pair[], ended: Frame, measured: Measured): RunReport {
    const report = reportOf(new Frame(encodeFrame(pairs).subarray(4)));
    const seconds = Math.max(ended.number('wall-ns') / 1e9, 0.001);
    return {
      ...report,
      usage: {
        ...report.usage,
        idleTimeMs: this.#supervision?.idleMs(report.usage.wallTimeMs, report.usage.cpuTimeMs) ?? 0,
      },
      stdoutTruncated: report.stdoutTruncated || this.#stdout.isCut,
      layers: report.layers.filter((layer) => this.#box.layers.includes(layer)),
      rates: { memoryGrowthBytesPerSecond: Math.round(measured.memoryGrowthBytes / seconds) },
    };
  }

  /** A container that went with its launcher: the kernel took it for want of memory, or something on the host's side. */
  #lost(measured: Measured): RunReport {
    const fault = faultReport(this.#fault ?? 'the container ended without a word');
    if (!measured.outOfMemory) return fault;
    const usage = {
      ...fault.usage,
      cpuTimeMs: Math.ceil(measured.cpuNs / 1e6),
      memoryBytes: this.#spec.limits.memoryBytes,
    };
    return { ...fault, exit: { kind: 'memory-limit' }, usage, layers: [...this.#box.layers] };
  }

  #listen(): void {
    this.#box.listen({
      onOutput: (bytes) => {
        this.#holdUntil(this.#stdout.write(bytes), () => this.#stdout.drained());
        this.#onOutput();
      },
      onFrame: (frame, content) => this.#take(frame, content),
      onLost: () => this.#awaited?.settle(undefined),
    });
  }

  #take(frame: Frame, content: Buffer): void {
    const kind = frame.get('kind') ?? '';
    if (kind === 'stderr') this.#holdUntil(this.#stderr.write(content), () => this.#stderr.drained());
    else if (['folder', 'file', 'content'].includes(kind)) {
      this.#collected?.take(frame, content);
      this.#holdUntil(false, async () => this.#collected?.drained());
    } else if (this.#awaited?.kinds.includes(kind)) this.#awaited.settle(frame);
    else if (kind !== 'started') this.#arrived.push(frame);
  }

  #holdUntil(mayGoOn: boolean, drained: () => Promise<void>): void {
    if (mayGoOn) return;
    this.#box.pause();
    void drained().then(() => this.#box.resume());
  }

  /** The next frame of one of these kinds; undefined when none can come any more. */
  #next(...kinds: string[]): Promise<Frame | undefined> {
    const there = this.#arrived.findIndex((frame) => kinds.includes(frame.get('kind') ?? ''));
    if (there >= 0) return Promise.resolve(this.#arrived.splice(there, 1)[0]);
    if (this.#box.isLost) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const settle = (frame: Frame | undefined) => {
        this.#awaited = undefined;
        resolve(frame);
      };
      this.#awaited = { kinds, settle };
    });
  }

  #kill(): void {
    this.#box.kill();
    this.#patience ??= setTimeout(() => {
      this.#fault = `the launcher did not end the run within ${LAUNCHER_PATIENCE_MS} ms`;
      this.#awaited?.settle(undefined);
    }, LAUNCHER_PATIENCE_MS);
  }

  /** Output comes on a way of its own, and may be behind the launcher's last word. */
  #allOutput(bytes: number): Promise<void> {
    if (this.#stdout.bytes >= bytes || this.#box.isLost) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onOutput = () => {
        if (this.#stdout.bytes >= bytes) resolve();
      };
      this.#awaited = { kinds: [], settle: () => resolve() }; // lost
    });
  }

  async #collect(collect: NonNullable<RunSpec['collect']>): Promise<Frame | Error> {
    const files = new CollectedFiles(collect.hostPath);
    this.#collected = files;
    const answer = this.#next('collected', 'fault');
    this.#box.send([
      ['kind', 'collect'],
      ['collect-box', collect.boxPath],
      ['collect-bytes', String(collect.maxBytes)],
      ['collect-files', String(collect.maxFiles)],
    ]);
    const frame = await answer;
    try {
      await files.finish();
    } catch (error) {
      return error as Error;
    }
    if (frame?.get('kind') === 'collected') return frame;
    return new Error(frame?.get('detail') ?? 'the container ended without a word');
  }
}

/** @throws TypeError when a string can't be passed on */
export function startFrame(spec: RunSpec, core: number | undefined): Pair[] {
  const pairs: Pair[] = [
    ['kind', 'run'],
    ...spec.argv.map((value): Pair => ['arg', value]),
    ...Object.entries(spec.env).map(([name, value]): Pair => ['env', `${name}=${value}`]),
    ['cwd', spec.boxCwd ?? '/work'],
    ['disk-bytes', String(spec.limits.diskBytes)],
    ['output-bytes', String(spec.limits.outputBytes)],
  ];
  if (core !== undefined) pairs.push(['core', String(core)]);
  return pairs;
}

/** `exit` first, then what belongs to it. */
function exitOf(ended: Frame, measured: Measured, spec: RunSpec, limit: LimitReached | undefined): Pair[] {
  const { status, signal, code } = statusOf(ended);
  const refused = ended.get('refused');
  const imageTooLarge =
    (signal === 'SIGKILL' || signal === 'SIGSEGV') && ended.number('image-bytes') > spec.limits.memoryBytes;
  if (refused !== undefined)
    return [
      ['exit', 'syscall-refused'],
      ['syscall', refused],
    ];
  if (limit === 'memory-limit' || measured.outOfMemory || imageTooLarge) return [['exit', 'memory-limit']];
  if (limit === 'cpu-limit' || measured.cpuNs > spec.limits.cpuTimeMs * 1e6) return [['exit', 'cpu-limit']];
  if (limit !== undefined) return [['exit', limit]];
  if (ended.number('stdout-bytes') > spec.limits.outputBytes) return [['exit', 'output-limit']];
  if (signal !== undefined)
    return [
      ['exit', 'signaled'],
      ['signal', signal],
    ];
  if (code !== undefined)
    return [
      ['exit', 'exited'],
      ['code', String(code)],
    ];
  return [
    ['exit', 'sandbox-fault'],
    ['detail', `not an end of a program: status ${status}`],
  ];
}

/** As wait(2) gives it. */
function statusOf(ended: Frame): { status: number; signal?: string; code?: number } {
  const status = ended.number('status');
  const number = status & 0x7f;
  if (number === 0) return { status, code: (status >> 8) & 0xff };
  const name = Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
  return { status, signal: name ?? `SIGRTMIN+${number - 34}` };
}

function usageOf(ended: Frame, measured: Measured): Pair[] {
  const same = ['wall-ns', 'stdout-bytes', 'stderr-bytes', 'stdout-truncated', 'stderr-truncated', 'extras'];
  return [
    ['cpu-ns', String(measured.cpuNs)],
    ['memory-bytes', String(measured.memoryPeakBytes)],
    ...ended.pairs.filter(([key]) => same.includes(key)),
  ];
}

function violationsOf(ended: Frame, measured: Measured): Pair[] {
  const calls = ended.pairs.filter(([key]) => key.startsWith('violation-'));
  if (measured.processLimitHits === 0) return calls;
  return [...calls, ['process-limit-hits', String(measured.processLimitHits)]];
}
