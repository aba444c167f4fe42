/** `process`, as far as a program that reads, computes and prints can see it. */
import { EventEmitter } from 'events';
import { refusingOthers } from './files.js';
import type { Program } from './program.js';
import { type InputBytes, InputStream } from './stdin.js';

const now = performance.now.bind(performance);

/** Node's streams to write to take a callback last and never make anybody wait here. */
class OutputStream extends EventEmitter {
  readonly writable = true;
  readonly writableLength = 0;
  readonly writableHighWaterMark = 16384;

  // Private to the language, not only to the checker of types: a program holds this object.
  readonly #program: Program;

  constructor(
    readonly fd: number,
    program: Program,
  ) {
    super();
    this.#program = program;
  }

  write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
    if (typeof chunk !== 'string' && !ArrayBuffer.isView(chunk)) {
      throw Object.assign(new TypeError('The "chunk" argument must be of type string or an instance of Buffer'), {
        code: 'ERR_INVALID_ARG_TYPE',
      });
    }
    if (typeof encoding === 'string' && !/^utf-?8$/i.test(encoding)) this.#program.refuse(`output in ${encoding}`);
    const data = chunk as string | Uint8Array;
    if (this.fd === 1) this.#program.write(data);
    else this.#program.writeError(typeof data === 'string' ? data : new TextDecoder().decode(data));
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') this.#program.loop.addInput(() => done());
    return true;
  }

  end(chunk?: unknown, encoding?: unknown, callback?: unknown): this {
    const last = [chunk, encoding, callback].find((value) => typeof value === 'function');
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') this.write(chunk, encoding);
    if (last) this.#program.loop.addInput(last as () => void);
    return this;
  }

  cork(): void {}

  uncork(): void {}

  setDefaultEncoding(): this {
    return this;
  }
}

export function createProcess(program: Program, input: InputBytes): object {
  const { loop } = program;
  const startedAt = now();
  const hrtime = Object.assign(
    (earlier?: [number, number]) => {
      const ns = BigInt(Math.round(now() * 1e6)) - (earlier ? BigInt(earlier[0]) * 10n ** 9n + BigInt(earlier[1]) : 0n);
      return [Number(ns / 10n ** 9n), Number(ns % 10n ** 9n)];
    },
    { bigint: () => BigInt(Math.round(now() * 1e6)) },
  );
  const stdin = new InputStream(program, input, undefined, false);
  const target = Object.assign(new EventEmitter(), {
    stdin: refusingStreamHelpers(stdin, program),
    stdout: new OutputStream(1, program),
    stderr: new OutputStream(2, program),
    argv: ['/usr/bin/node', '/app/main.js'],
    execArgv: [] as string[],
    env: {},
    exitCode: undefined as unknown,
    platform: 'linux',
    arch: 'x64',
    pid: 2,
    ppid: 1,
    version: 'v20.19.0',
    versions: { node: '20.19.0' },
    release: { name: 'node' },
    hrtime,
    uptime: () => (now() - startedAt) / 1000,
    cwd: () => '/work',
    cpuUsage: () => ({ user: Math.round((now() - startedAt) * 1000), system: 0 }),
    emitWarning: (warning: unknown) => program.writeError(`(node:2) ${String(warning)}\n`),
    nextTick: (callback: (...values: unknown[]) => void, ...values: unknown[]) => {
      if (typeof callback !== 'function') throw new TypeError('The "callback" argument must be of type function.');
      loop.nextTick(() => callback(...values));
    },
    exit: (code?: unknown) => program.exit(code),
    reallyExit: (code?: unknown) => program.exit(code),
    abort: () => program.refuse('abort'),
  });
  program.emulated = target;
  return refusingOthers(target, 'process', program);
}

const STREAM_HELPERS = 'map filter forEach toArray some find every flatMap drop take reduce compose iterator wrap';

function refusingStreamHelpers(stream: InputStream, program: Program): InputStream {
  for (const name of STREAM_HELPERS.split(' ')) {
    Object.defineProperty(stream, name, { get: () => program.refuse(`stdin.${name}`), configurable: true });
  }
  return stream;
}
