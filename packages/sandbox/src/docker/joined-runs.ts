/**
 * Two programs joined: what one sends arrives as the other's standard input.
 *
 *   first ──launcher──engine──▶ Relay ──fifo──▶ second, and the same back
 *
 * The bytes pass through this process, which records them. A program that doesn't
 * read holds up the other once MOST_WAITING_BYTES wait for it; when one has ended,
 * the other's input ends, and its next output meets a broken pipe.
 */
import { execFile } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { promisify } from 'node:util';
import type { RunReport } from '@letscode/core';
import type { JoinedReports, JoinedRuns } from '../contract.js';
import { faultReport } from '../report-frames.js';
import type { Box } from './box.js';
import { OutputFile, type OutputSink } from './output-file.js';
import { type RunTerms, runWithOutputs } from './run-in-box.js';

const MOST_WAITING_BYTES = 1024 * 1024;

/** @returns the writing end, and a reading one that keeps what was sent until the program has opened its input. */
async function makeInputFifo(hostPath: string): Promise<{ input: Socket; keeper: number }> {
  await promisify(execFile)('mkfifo', ['-m', '644', hostPath]);
  const fd = openSync(hostPath, constants.O_RDWR | constants.O_NONBLOCK);
  const socket = new Socket({ fd, readable: false, writable: true });
  socket.on('error', () => {}); // the reader is gone: its report tells
  return { input: socket, keeper: openSync(hostPath, constants.O_RDONLY | constants.O_NONBLOCK) };
}

/** Standard output of one program on its way to the other. */
class Relay implements OutputSink {
  bytes = 0;
  readonly #file: OutputFile;
  readonly #recordBytes: number;
  readonly #peer: Socket;
  readonly #transcript: OutputFile | undefined;
  readonly #direction: '>' | '<';

  constructor(parts: {
    file: OutputFile;
    recordBytes: number;
    peer: Socket;
    transcript: OutputFile | undefined;
    direction: '>' | '<';
  }) {
    this.#file = parts.file;
    this.#recordBytes = parts.recordBytes;
    this.#peer = parts.peer;
    this.#transcript = parts.transcript;
    this.#direction = parts.direction;
  }

  get error(): Error | undefined {
    return this.#file.error;
  }

  get isCut(): boolean {
    return this.bytes > this.#file.bytes;
  }

  write(bytes: Buffer): boolean {
    this.bytes += bytes.length;
    this.#transcript?.write(Buffer.from(`${this.#direction} ${bytes.length}\n`));
    const kept = bytes.subarray(0, this.#recordBytes - this.#file.bytes);
    const mayGoOn = kept.length === 0 || this.#file.write(kept);
    if (this.#peer.writable) this.#peer.write(bytes);
    return mayGoOn && this.#peer.writableLength < MOST_WAITING_BYTES;
  }

  async drained(): Promise<void> {
    await this.#file.drained();
    if (this.#peer.destroyed || this.#peer.writableLength < MOST_WAITING_BYTES) return;
    await new Promise<void>((resolve) => this.#peer.once('drain', resolve).once('close', () => resolve()));
  }

  /** The end of this output is the end of the other's input. */
  async close(): Promise<void> {
    this.#transcript?.write(Buffer.from(`${this.#direction}.\n`));
    this.#peer.end(() => this.#peer.destroy());
    await this.#file.close();
  }
}

/** Both boxes are used up afterwards. Rejects with the reason of the terms' signal. */
export async function runJoinedInBoxes(
  boxes: readonly Box[],
  pair: JoinedRuns,
  terms: readonly RunTerms[],
): Promise<JoinedReports> {
  const sides = [pair.first, pair.second].map((spec, i) => ({
    spec,
    box: boxes[i] as Box,
    terms: terms[i] as RunTerms,
  }));
  const inputs: Socket[] = [];
  const keepers: number[] = [];
  try {
    for (const { box } of sides) {
      const { input, keeper } = await makeInputFifo(box.inputPath);
      inputs.push(input);
      keepers.push(keeper);
    }
  } catch (error) {
    for (const input of inputs) input.destroy();
    for (const keeper of keepers) closeSync(keeper);
    const fault = faultReport(error instanceof Error ? error.message : String(error));
    return { first: fault, second: fault, endedFirst: 'first' };
  }
  const { recordBytes, hostTranscriptPath } = pair;
  const transcript = hostTranscriptPath === undefined ? undefined : new OutputFile(hostTranscriptPath);
  const order: number[] = [];
  const runs = sides.map(async ({ spec, box, terms: own }, i): Promise<RunReport> => {
    const file = new OutputFile(spec.hostStdoutPath);
    const peer = inputs[1 - i] as Socket;
    const direction = i === 0 ? '>' : '<';
    const relay = new Relay({ file, recordBytes, peer, transcript, direction });
    const onEnd = () => {
      order.push(i);
      (inputs[i] as Socket).destroy(); // nobody reads it any more
      (sides[1 - i] as (typeof sides)[number]).box.send([['kind', 'deaf']]);
    };
    return runWithOutputs(box, spec, { stdout: relay, stderr: new OutputFile(spec.hostStderrPath) }, { ...own, onEnd });
  });
  const settled = await Promise.allSettled(runs);
  for (const input of inputs) input.destroy();
  for (const keeper of keepers) closeSync(keeper);
  await transcript?.close();
  const [first, second] = settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  return { first: first as RunReport, second: second as RunReport, endedFirst: order[0] === 1 ? 'second' : 'first' };
}
