/** `node:fs` for the three standard streams; every other path is the server's business. */
import { Buffer } from 'buffer';
import type { Program } from './program.js';
import { type InputBytes, InputStream } from './stdin.js';

const STDIN = new Set<unknown>([0, '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);
const STDOUT = new Set<unknown>([1, '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);
const STDERR = new Set<unknown>([2, '/dev/stderr', '/dev/fd/2', '/proc/self/fd/2']);

type Options = string | { encoding?: string | null; fd?: number } | null | undefined;

function encodingOf(options: Options): string | undefined {
  return (typeof options === 'string' ? options : options?.encoding) ?? undefined;
}

export function fileModules(program: Program, input: InputBytes) {
  const refuse = (path: unknown): never => program.refuse(`file ${String(path)}`);

  const readFileSync = (path: unknown, options?: Options) => {
    if (!STDIN.has(path)) return refuse(path);
    const bytes = input.take(Number.POSITIVE_INFINITY);
    const encoding = encodingOf(options);
    return encoding ? bytes.toString(encoding as 'utf8') : bytes;
  };

  const write = (path: unknown, data: unknown, encoding?: unknown): number => {
    if (!STDOUT.has(path) && !STDERR.has(path)) return refuse(path);
    const bytes =
      typeof data === 'string'
        ? Buffer.from(data, (typeof encoding === 'string' ? encoding : 'utf8') as 'utf8')
        : (data as Uint8Array);
    if (STDOUT.has(path)) program.write(bytes);
    else program.writeError(Buffer.from(bytes).toString());
    return bytes.length;
  };

  const readSync = (fd: unknown, target: Uint8Array, ...rest: unknown[]) => {
    if (!STDIN.has(fd)) return refuse(fd);
    const [first, second] = rest;
    const options = typeof first === 'object' && first !== null ? (first as Record<string, number>) : undefined;
    const offset = Number((options ? options.offset : first) ?? 0);
    const length = Number((options ? options.length : second) ?? target.byteLength - offset);
    const position = options ? options.position : rest[2];
    if (typeof position === 'number' && position >= 0) return refuse('reading at a position');
    const bytes = input.take(length);
    target.set(bytes, offset);
    return bytes.length;
  };

  const writeSync = (fd: unknown, data: unknown, ...rest: unknown[]) => {
    if (typeof data === 'string') return write(fd, data, rest[1]);
    const bytes = data as Uint8Array;
    const [offset = 0, length] = rest as number[];
    return write(fd, bytes.subarray(offset, length === undefined ? undefined : offset + length));
  };

  const later =
    <A extends unknown[]>(action: (...values: A) => unknown) =>
    (...values: unknown[]) => {
      const callback = values.pop() as (error: unknown, value?: unknown) => void;
      program.loop.addInput(() => callback(null, action(...(values as A))));
    };
  const promised =
    <A extends unknown[]>(action: (...values: A) => unknown) =>
    (...values: A) =>
      new Promise((resolve) => program.loop.addInput(() => resolve(action(...values))));

  const whole = (path: unknown, data: unknown, options?: Options) => {
    write(path, data, encodingOf(options));
  };
  const fs = {
    readFileSync,
    readSync,
    writeSync,
    writeFileSync: whole,
    appendFileSync: whole,
    openSync: (path: unknown) => (STDIN.has(path) ? 0 : STDOUT.has(path) ? 1 : STDERR.has(path) ? 2 : refuse(path)),
    closeSync: () => {},
    existsSync: (path: unknown) => STDIN.has(path) || STDOUT.has(path) || refuse(path),
    fstatSync: (fd: unknown) =>
      STDIN.has(fd) ? { size: program.stdin.length, isFile: () => true, isTTY: false } : refuse(fd),
    createReadStream: (path: unknown, options?: Options) => {
      const fd = typeof options === 'object' ? options?.fd : undefined;
      return STDIN.has(fd ?? path) ? new InputStream(program, input, encodingOf(options)) : refuse(path);
    },
    readFile: later(readFileSync),
    writeFile: later(whole),
    promises: { readFile: promised(readFileSync), writeFile: promised(whole), appendFile: promised(whole) },
  };
  return refusingOthers(fs, 'fs', program);
}

/** A module's object whose missing members refuse, so that the server runs what this tier cannot. */
export function refusingOthers<T extends object>(module: T, name: string, program: Program): T {
  const silent = new Set<PropertyKey>(['then', '__esModule', 'default', 'toJSON', 'constructor', 'prototype']);
  return new Proxy(module, {
    get(target, key, receiver) {
      if (Reflect.has(target, key) || typeof key === 'symbol' || silent.has(key))
        return Reflect.get(target, key, receiver);
      return program.refuse(`${name}.${key}`);
    },
  });
}
