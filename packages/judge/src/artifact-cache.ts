/**
 * Compiles once what is the same: a runner that answers a compilation from what an equal one
 * left before.
 *
 *     equal: the same command, environment, limits and toolchain on the same sources, byte for byte (`keyOf`)
 *     kept:  what the sandbox collected after a compiler that ended well, and what that printed. Nothing else ever goes
 *            in: no failure, nothing that was cut short, nothing that a caller hands over. So an entry cannot be
 *            poisoned by a program, nor a program be blamed for a bad moment of ours.
 *
 *     joined: who asks for what is being compiled just now waits for that one. It isn't stopped any more then, whatever
 *            becomes of the one that asked first: a submission finds the compilation that its draft has begun.
 *
 * Runs are passed on untouched. Which entries are kept, where and for how long is the store's business.
 */
import { createHash, type Hash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunReport, RunSpec } from '@letscode/core';
import { BOX, collectProblem } from './box-run.js';
import type { RunsPrograms } from './contract.js';

/** Raised when sandbox or judge change so that artifacts of old are no good. */
const CACHE_VERSION = 1;

export interface KeptCompilation {
  report: RunReport;
  stdout: Uint8Array;
  stderr: Uint8Array;
}

/** Keeps compilations by key; may forget any of them at any time. */
export interface ArtifactStore {
  /**
   * Puts the files of a compilation into a folder, if it is known.
   *
   * @param hostFolder an empty folder, or undefined for a compiler that leaves no files
   */
  take(key: string, hostFolder: string | undefined): Promise<KeptCompilation | undefined>;
  /** Copies the folder's files; must not be called with anything but what a sandbox has collected. */
  keep(key: string, compilation: KeptCompilation, hostFolder: string | undefined): Promise<void>;
}

const fromCache = new WeakSet<RunReport>();

/** Whether the compilation was done earlier. */
export function isFromCache(report: RunReport): boolean {
  return fromCache.has(report);
}

/** Compilations under way, by key; given to several runners it joins theirs. */
export type CompilationsUnderWay = Map<string, { settled: Promise<unknown>; isJoined: boolean }>;

/** @param onError told of faults of the store, which cost a compilation and nothing else */
export function withArtifactCache(
  runner: RunsPrograms,
  store: ArtifactStore,
  onError: (error: unknown) => void = () => {},
  underWay: CompilationsUnderWay = new Map(),
): RunsPrograms {
  const takeOrUndefined = (key: string, spec: RunSpec) => quietly(() => takeKept(store, key, spec), onError);
  const cached: RunsPrograms = {
    async run(spec, signal) {
      if (spec.phase !== 'compile') return runner.run(spec, signal);
      const key = await quietly(() => keyOf(spec), onError);
      if (key === undefined) return runner.run(spec, signal);
      const before = underWay.get(key);
      if (before) {
        before.isJoined = true;
        await unlessAborted(before.settled, signal);
      }
      const kept = await takeOrUndefined(key, spec);
      if (kept) return kept;
      return underWayWith(underWay, key, signal, async (ownSignal) => {
        const report = await runner.run(spec, ownSignal);
        if (endedWell(report)) await quietly(() => keepWhole(store, key, spec, report), onError);
        return report;
      });
    },
  };
  const { warm, runJoined } = runner;
  if (warm) cached.warm = (spec, count) => warm.call(runner, spec, count);
  if (runJoined) cached.runJoined = (pair, signal) => runJoined.call(runner, pair, signal);
  return cached;
}

/** Notes the work as under way; `signal` stops it only while nobody has joined. */
async function underWayWith<T>(
  underWay: CompilationsUnderWay,
  key: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const own = new AbortController();
  const entry = { settled: Promise.resolve() as Promise<unknown>, isJoined: false };
  const stop = () => {
    if (!entry.isJoined) own.abort(signal?.reason);
  };
  signal?.addEventListener('abort', stop, { once: true });
  const done = work(own.signal);
  entry.settled = done.catch(() => {});
  underWay.set(key, entry);
  try {
    return await done;
  } finally {
    signal?.removeEventListener('abort', stop);
    if (underWay.get(key) === entry) underWay.delete(key);
  }
}

/** Waits for what never rejects; rejects with the signal's reason. */
function unlessAborted(settled: Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> {
  if (!signal) return settled;
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    void settled.then(resolve).finally(() => signal.removeEventListener('abort', leave));
  });
}

async function quietly<T>(work: () => Promise<T>, onError: (error: unknown) => void): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    onError(error);
    return undefined;
  }
}

function endedWell(report: RunReport): boolean {
  const { exit, stdoutTruncated, stderrTruncated } = report;
  if (exit.kind !== 'exited' || exit.code !== 0) return false;
  return !stdoutTruncated && !stderrTruncated && collectProblem(report) === undefined;
}

async function takeKept(store: ArtifactStore, key: string, spec: RunSpec): Promise<RunReport | undefined> {
  const kept = await store.take(key, spec.collect?.hostPath);
  if (!kept) return undefined;
  if (kept.stdout.length > 0) await writeFile(spec.hostStdoutPath, kept.stdout, { flag: 'wx' });
  if (kept.stderr.length > 0) await writeFile(spec.hostStderrPath, kept.stderr, { flag: 'wx' });
  const report = { ...kept.report };
  fromCache.add(report);
  return report;
}

async function keepWhole(store: ArtifactStore, key: string, spec: RunSpec, report: RunReport): Promise<void> {
  const { stdoutBytes, stderrBytes } = report.usage;
  const stdout = stdoutBytes === 0 ? new Uint8Array() : await readFile(spec.hostStdoutPath);
  const stderr = stderrBytes === 0 ? new Uint8Array() : await readFile(spec.hostStderrPath);
  await store.keep(key, { report, stdout, stderr }, spec.collect?.hostPath);
}

/** SHA-256 over all that the result depends on. */
async function keyOf(spec: RunSpec): Promise<string> {
  const { argv, env, profile, root, limits, collect, boxCwd, mounts, hostStdinPath } = spec;
  if (hostStdinPath !== undefined) throw new Error('a compiler that reads standard input is not cached');
  const hash = createHash('sha256');
  const bounds = collect && { maxBytes: collect.maxBytes, maxFiles: collect.maxFiles };
  hash.update(JSON.stringify([CACHE_VERSION, process.arch, argv, env, profile, root, limits, bounds, boxCwd]));
  for (const identity of await Promise.all([argv[0] as string, ...root].map(identityOf))) hash.update(identity);
  for (const { hostPath, boxPath } of mounts) {
    hash.update(`\nmount ${boxPath}\n`);
    // The fingerprint of toolchain and definition is in its name.
    if (boxPath === BOX.prepared) hash.update(hostPath.slice(hostPath.lastIndexOf('/') + 1));
    else await addContent(hash, hostPath, '');
  }
  return hash.digest('hex');
}

/** A program by its size and time, which its package sets: the same on all machines that have the same version. */
async function identityOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? `\n${path} ${found.size} ${found.mtimeMs}` : '';
}

async function addContent(hash: Hash, hostPath: string, name: string): Promise<void> {
  if (!(await stat(hostPath)).isDirectory()) {
    const bytes = await readFile(hostPath);
    hash.update(`\nfile ${JSON.stringify(name)} ${bytes.length}\n`).update(bytes);
    return;
  }
  for (const entry of (await readdir(hostPath)).sort()) {
    await addContent(hash, join(hostPath, entry), name === '' ? entry : `${name}/${entry}`);
  }
}
