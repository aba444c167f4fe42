/**
 * The sandbox on a Docker engine: lanes over containers that are used once.
 *
 * The toolchain is in the image, not in `spec.root`; everything else of a RunSpec
 * means the same as on the native backend. A run takes a started box of its kind if
 * one waits, else pays for the start of one.
 */
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { LetscodeError, type Phase, type RunReport, type RunSpec } from '@letscode/core';
import type { CpuPreset, JoinedReports, Sandbox } from '../contract.js';
import { encodeFrame } from '../frames.js';
import { profileFileName } from '../profiles.js';
import { checkSpec, faultReport } from '../run-frames.js';
import type { Box } from './box.js';
import { allowanceOf, type BoxKind, kindOf } from './kind.js';
import { runInBox, startFrame } from './run-in-box.js';
import { WarmBoxes, type WarmBoxesOptions } from './warm-boxes.js';

export interface DockerSandboxParts {
  laneCount: number;
  cpuPreset: CpuPreset;
  ioBytesPerSecond: number;
  imageOf(profile: string, phase: Phase): string;
  startBox: WarmBoxesOptions['start'];
  /** What remains to be removed when all boxes are. */
  cleanUp(): Promise<void>;
}

export class DockerSandbox implements Sandbox {
  readonly #parts: DockerSandboxParts;
  readonly #boxes: WarmBoxes;
  readonly #freeLanes: number[];
  readonly #waiting: ((lane: number) => void)[] = [];
  readonly #closing = new AbortController();
  readonly #open = new Set<Promise<unknown>>();

  constructor(parts: DockerSandboxParts) {
    this.#parts = parts;
    this.#boxes = new WarmBoxes({ start: parts.startBox, most: 2 * parts.laneCount, ahead: parts.laneCount });
    this.#freeLanes = Array.from({ length: parts.laneCount }, (_, i) => parts.laneCount - 1 - i);
  }

  async run(spec: RunSpec, signal?: AbortSignal): Promise<RunReport> {
    const kind = this.#kindOf(spec);
    signal?.throwIfAborted();
    if (this.#closing.signal.aborted) return faultReport('the sandbox is closed');
    const lane = await this.#takeLane(signal);
    try {
      return await this.#remember(this.#runOn(lane, kind, spec, signal));
    } finally {
      this.#giveLane(lane);
    }
  }

  runJoined(): Promise<JoinedReports> {
    return Promise.reject(new LetscodeError('internal', 'the Docker backend cannot join two programs yet'));
  }

  async warm(spec: RunSpec, count: number): Promise<void> {
    const kind = this.#kindOf(spec);
    if (this.#closing.signal.aborted) return;
    await this.#remember(this.#boxes.warm(kind, allowanceOf(spec), count));
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('the sandbox was closed'));
    while (this.#open.size > 0) await Promise.allSettled(this.#open);
    await this.#boxes.close();
    await this.#parts.cleanUp();
  }

  #kindOf(spec: RunSpec): BoxKind {
    checkSpec(spec);
    checkStrings(spec);
    const profileName = profileFileName(spec.profile, spec.phase);
    const image = this.#parts.imageOf(spec.profile, spec.phase);
    return kindOf(spec, image, profileName, this.#parts.ioBytesPerSecond);
  }

  async #runOn(lane: number, kind: BoxKind, spec: RunSpec, signal?: AbortSignal): Promise<RunReport> {
    let box: Box;
    try {
      box = await this.#boxes.take(kind, allowanceOf(spec));
    } catch (error) {
      return faultReport(`start a container: ${error instanceof Error ? error.message : error}`);
    }
    try {
      const both = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
      if (both.aborted) throw both.reason;
      const running = runInBox(box, spec, { ...this.#coresOf(lane), signal: both });
      this.#boxes.refill(kind);
      return await running;
    } catch (error) {
      signal?.throwIfAborted();
      return faultReport(error instanceof Error ? error.message : String(error));
    } finally {
      void this.#remember(box.remove()).catch(() => undefined);
    }
  }

  #coresOf(lane: number): { core?: number; processors: number } {
    const count = cpus().length;
    return this.#parts.cpuPreset === 'dedicated' ? { core: lane % count, processors: 1 } : { processors: count };
  }

  #remember<T>(work: Promise<T>): Promise<T> {
    this.#open.add(work);
    const forget = () => this.#open.delete(work);
    work.then(forget, forget);
    return work;
  }

  #takeLane(signal?: AbortSignal): Promise<number> {
    const free = this.#freeLanes.pop();
    if (free !== undefined) return Promise.resolve(free);
    return new Promise((resolve, reject) => {
      const take = (lane: number) => {
        signal?.removeEventListener('abort', leave);
        resolve(lane);
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(signal?.reason);
      };
      this.#waiting.push(take);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  #giveLane(lane: number): void {
    const next = this.#waiting.shift();
    if (next) next(lane);
    else this.#freeLanes.push(lane);
  }
}

/** @throws LetscodeError `internal` when a string can't be passed on, or all of them are too long together */
function checkStrings(spec: RunSpec): void {
  try {
    encodeFrame(startFrame(spec, undefined));
  } catch (error) {
    throw new LetscodeError('internal', `malformed run: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** Whole disks with a driver behind them; none where nothing is behind, as in some virtual machines' memory disks. */
export function blockDevices(): string[] {
  try {
    return readdirSync('/sys/block', { withFileTypes: true })
      .map(({ name }) => name)
      .filter((name) => !/^(loop|ram|zram|dm-|md)/.test(name))
      .map((name) => `/dev/${name}`);
  } catch {
    return [];
  }
}
