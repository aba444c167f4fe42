/**
 * One container, for one run.
 *
 *   start ──ready──▶ warm ──begin──▶ running ──ended──▶ ended ──collect──▶ … ──▶ removed
 *     └─ fault         └─ removed       └─ lost: the engine or the container is gone
 *
 * Never used twice: what a run may have left (System V objects, message queues,
 * files, processes) goes with the container. `remove` is the only way out, and
 * safe in every state.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Layer } from '@letscode/core';
import type Docker from 'dockerode';
import { encodeFrame, type Frame, type Pair } from '../frames.js';
import { profileFrame } from '../profiles.js';
import { CgroupMeter } from './cgroup-meter.js';
import { readEngineStream } from './engine-stream.js';
import { layersOf } from './facts.js';
import { type Allowance, type BoxKind, type BoxPlace, createOptions, engineLimits, startAllowance } from './kind.js';

export interface BoxHost {
  engine: Docker;
  /** Of this sandbox; each box makes its own folder in it. */
  hostFolder: string;
  launcherPath: string;
  place: Omit<BoxPlace, 'hostFolder'>;
}

/** What a launcher said last, or that nothing more will come. */
export interface BoxEvents {
  onOutput(bytes: Buffer): void;
  onFrame(frame: Frame, content: Buffer): void;
  onLost(): void;
}

const NO_EVENTS: BoxEvents = { onOutput() {}, onFrame() {}, onLost() {} };

export class Box {
  readonly layers: readonly Layer[];
  readonly meter: CgroupMeter;
  isLost = false;
  readonly #container: Docker.Container;
  readonly #stream: Duplex;
  readonly #hostFolder: string;
  #allowance: Allowance;
  #events: BoxEvents;
  #removed: Promise<void> | undefined;

  private constructor(parts: {
    container: Docker.Container;
    stream: Duplex;
    hostFolder: string;
    allowance: Allowance;
    meter: CgroupMeter;
    layers: Layer[];
  }) {
    this.#container = parts.container;
    this.#stream = parts.stream;
    this.#hostFolder = parts.hostFolder;
    this.#allowance = parts.allowance;
    this.meter = parts.meter;
    this.layers = parts.layers;
    this.#events = NO_EVENTS;
  }

  /**
   * Creates and starts a container, and waits until its launcher has compiled the profile.
   *
   * @throws Error that names the step; nothing is left behind
   */
  static async start(host: BoxHost, kind: BoxKind, wanted: Allowance): Promise<Box> {
    const hostFolder = join(host.hostFolder, randomBytes(8).toString('hex'));
    const allowance = startAllowance(wanted);
    let container: Docker.Container | undefined;
    let stream: Duplex | undefined;
    try {
      await mkdir(hostFolder, { mode: 0o755 });
      await link(host.launcherPath, join(hostFolder, 'launcher'));
      container = await host.engine.createContainer(createOptions(kind, allowance, { ...host.place, hostFolder }));
      stream = (await container.attach({
        stream: true,
        stdin: true,
        stdout: true,
        stderr: true,
        hijack: true,
      })) as Duplex;
      await container.start();
      let box: Box | undefined;
      const ready = readReady(stream, () => box);
      stream.write(encodeFrame(await profileFrame(kind.profileName)));
      const [frame, details] = await Promise.all([ready, container.inspect()]);
      const meter = new CgroupMeter(details.State.Pid, details.Id);
      if (meter.memoryLimitBytes() > allowance.memoryBytes || meter.processLimit() > allowance.processCount + 1)
        throw new Error('the engine did not set the limits of memory and processes that it was asked for');
      box = new Box({ container, stream, hostFolder, allowance, meter, layers: layersOf(frame.all('fact')) });
      return box;
    } catch (error) {
      stream?.destroy();
      await removeContainer(container);
      await rm(hostFolder, { recursive: true, force: true });
      throw error;
    }
  }

  deliver(): BoxEvents {
    return this.#events;
  }

  /** From now on what the launcher says goes there. */
  listen(events: BoxEvents): void {
    this.#events = events;
  }

  /** The host's path of what the launcher opens as standard input; empty input when nothing is there. */
  get inputPath(): string {
    return join(this.#hostFolder, 'stdin');
  }

  /**
   * Puts a file in the place of standard input: the same file where it can be linked, else a copy.
   *
   * @throws Error when it is no regular file, or can't be read
   */
  async giveInput(hostPath: string): Promise<void> {
    const file = await open(hostPath, constants.O_RDONLY | constants.O_NONBLOCK); // a fifo must not be waited for
    let mode: number;
    try {
      const status = await file.stat();
      if (!status.isFile()) throw new Error('standard input is no regular file');
      mode = status.mode;
    } finally {
      await file.close();
    }
    const inside = this.inputPath;
    const readable = (mode & 0o004) !== 0;
    if (readable && (await isDone(link(await realpath(hostPath), inside)))) return;
    await copyFile(hostPath, inside);
    await chmodReadable(inside);
  }

  async allow(wanted: Allowance): Promise<void> {
    const same = (Object.keys(wanted) as (keyof Allowance)[]).every((key) => wanted[key] === this.#allowance[key]);
    if (same) return;
    await this.#container.update(engineLimits(wanted));
    this.#allowance = wanted;
  }

  send(pairs: readonly Pair[]): void {
    if (!this.isLost) this.#stream.write(encodeFrame(pairs));
  }

  kill(): void {
    this.send([['kind', 'kill']]);
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  /** Ends the container, whatever it is doing. Resolves when the engine has removed it. */
  remove(): Promise<void> {
    this.#removed ??= this.#remove();
    return this.#removed;
  }

  async #remove(): Promise<void> {
    this.#events = NO_EVENTS;
    this.isLost = true;
    this.#stream.resume();
    this.#stream.end();
    await removeContainer(this.#container);
    this.#stream.destroy();
    await rm(this.#hostFolder, { recursive: true, force: true });
  }
}

/** The first frame of a launcher; everything after it belongs to the box. */
function readReady(stream: Duplex, box: () => Box | undefined): Promise<Frame> {
  return new Promise((resolve, reject) => {
    readEngineStream(stream, {
      onOutput: (bytes) => box()?.deliver().onOutput(bytes),
      onFrame(frame, content) {
        const made = box();
        if (made) made.deliver().onFrame(frame, content);
        else if (frame.get('kind') === 'ready') resolve(frame);
        else reject(new Error(frame.get('detail') ?? 'the launcher said something out of turn'));
      },
      onEnd() {
        const made = box();
        reject(new Error('the container ended before its launcher was ready'));
        if (!made) return;
        made.isLost = true;
        made.deliver().onLost();
      },
    });
  });
}

async function isDone(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch {
    return false; // another file system, or links are forbidden there
  }
}

async function chmodReadable(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.chmod(0o444);
  } finally {
    await file.close();
  }
}

/** Also when it is gone already, or going. */
export async function removeContainer(container: Docker.Container | undefined): Promise<void> {
  try {
    await container?.remove({ force: true, v: true });
  } catch {
    await container?.wait({ condition: 'removed' }).catch(() => undefined);
  }
}
