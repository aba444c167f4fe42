/**
 * The sandbox on a Docker engine: lanes over containers that are used once.
 *
 * The toolchain is in the image, not in `spec.root`; everything else of a RunSpec
 * means the same as on the native backend. A run takes a started box of its kind if
 * one waits, else pays for the start of one.
 */
import { cpus } from 'node:os';
import { LetscodeError, type Limits, type Phase, type RunReport, type RunSpec } from '@letscode/core';
import { checkBounds, checkSpec } from '../check-spec.js';
import type { CpuPreset, JoinedReports, JoinedRuns, Sandbox } from '../contract.js';
import { encodeFrame } from '../frames.js';
import { Lanes } from '../lanes.js';
import { profileFileName } from '../profiles.js';
import { faultReport } from '../report-frames.js';
import type { Box } from './box.js';
import { runJoinedInBoxes } from './joined-runs.js';
import { allowanceOf, type BoxKind, kindOf } from './kind.js';
import { type RunTerms, runInBox, startFrame } from './run-in-box.js';
import { WarmBoxes, type WarmBoxesOptions } from './warm-boxes.js';

/** The next box is started beside the run, but not in the way of its start. */
const REFILL_AFTER_MS = 25;

export interface DockerSandboxParts {
  laneCount: number;
  cpuPreset: CpuPreset;
  bounds: Partial<Limits>;
  ioBytesPerSecond: number;
  imageOf(profile: string, phase: Phase): string;
  startBox: WarmBoxesOptions['start'];
  /** What remains to be removed when all boxes are. */
  cleanUp(): Promise<void>;
}

export class DockerSandbox implements Sandbox {
  readonly #parts: DockerSandboxParts;
  readonly #boxes: WarmBoxes;
  readonly #lanes: Lanes;
  readonly #closing = new AbortController();
  readonly #open = new Set<Promise<unknown>>();

  constructor(parts: DockerSandboxParts) {
    this.#parts = parts;
    this.#boxes = new WarmBoxes({ start: parts.startBox, most: 2 * parts.laneCount, ahead: parts.laneCount });
    this.#lanes = new Lanes(parts.laneCount);
  }

  async run(spec: RunSpec, signal?: AbortSignal): Promise<RunReport> {
    const kind = this.#kindOf(spec);
    const [report] = await this.#onLanes([kind], signal, ([lane = 0], both) =>
      this.#inBoxes([kind], [spec], async ([box]) => [
        await runInBox(box as Box, spec, { ...this.#coresOf(lane), signal: both }),
      ]),
    );
    return report ?? faultReport('the sandbox is closed');
  }

  async runJoined(pair: JoinedRuns, signal?: AbortSignal): Promise<JoinedReports> {
    const specs = [pair.first, pair.second];
    if (specs.some((spec) => spec.hostStdinPath !== undefined))
      throw new LetscodeError('internal', 'malformed run: joined programs have no hostStdinPath');
    if (this.#parts.laneCount < 2) throw new LetscodeError('internal', 'two joined programs need two lanes');
    const kinds = specs.map((spec) => this.#kindOf(spec));
    let endedFirst: JoinedReports['endedFirst'] = 'first';
    const [first, second] = await this.#onLanes(kinds, signal, (lanes, both) =>
      this.#inBoxes(kinds, specs, async (boxes) => {
        const terms = lanes.map((lane): RunTerms => ({ ...this.#coresOf(lane), signal: both }));
        const joined = await runJoinedInBoxes(boxes, pair, terms);
        endedFirst = joined.endedFirst;
        return [joined.first, joined.second];
      }),
    );
    const closed = faultReport('the sandbox is closed');
    return { first: first ?? closed, second: second ?? closed, endedFirst };
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
    checkBounds(spec.limits, this.#parts.bounds);
    checkStrings(spec);
    const profileName = profileFileName(spec.profile, spec.phase);
    const image = this.#parts.imageOf(spec.profile, spec.phase);
    return kindOf(spec, image, profileName, this.#parts.ioBytesPerSecond);
  }

  /** A lane for each kind; what fails on the way is a fault of all of them, and a called-off run rejects. */
  async #onLanes(
    kinds: BoxKind[],
    signal: AbortSignal | undefined,
    work: (lanes: number[], both: AbortSignal) => Promise<RunReport[]>,
  ): Promise<RunReport[]> {
    signal?.throwIfAborted();
    if (this.#closing.signal.aborted) return [];
    const lanes = await this.#lanes.take(kinds.length, signal);
    const both = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
    try {
      if (both.aborted) throw both.reason;
      return await this.#remember(work(lanes, both));
    } catch (error) {
      signal?.throwIfAborted();
      return kinds.map(() => faultReport(error instanceof Error ? error.message : String(error)));
    } finally {
      this.#lanes.give(lanes);
    }
  }

  /** Boxes for the work, removed behind it; the next of their kinds are started beside it. */
  async #inBoxes(
    kinds: BoxKind[],
    specs: RunSpec[],
    work: (boxes: Box[]) => Promise<RunReport[]>,
  ): Promise<RunReport[]> {
    const taken = await Promise.allSettled(
      kinds.map((kind, i) => this.#boxes.take(kind, allowanceOf(specs[i] as RunSpec))),
    );
    const boxes = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refill = () => {
      for (const kind of kinds) this.#boxes.refill(kind);
    };
    const timer = setTimeout(refill, REFILL_AFTER_MS);
    try {
      const failed = taken.find((one) => one.status === 'rejected');
      if (failed) throw new Error(`start a container: ${messageOf(failed.reason)}`);
      return await work(boxes);
    } finally {
      clearTimeout(timer);
      if (!this.#closing.signal.aborted) refill(); // does nothing the second time
      for (const box of boxes) void this.#remember(box.remove()).catch(() => undefined);
    }
  }

  #coresOf(lane: number): RunTerms {
    const count = cpus().length;
    return this.#parts.cpuPreset === 'dedicated' ? { core: lane % count, processors: 1 } : { processors: count };
  }

  #remember<T>(work: Promise<T>): Promise<T> {
    this.#open.add(work);
    const forget = () => this.#open.delete(work);
    work.then(forget, forget);
    return work;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @throws LetscodeError `internal` when a string can't be passed on, or all of them are too long together */
function checkStrings(spec: RunSpec): void {
  try {
    encodeFrame(startFrame(spec, undefined));
  } catch (error) {
    throw new LetscodeError('internal', `malformed run: ${messageOf(error)}`, { cause: error });
  }
}
