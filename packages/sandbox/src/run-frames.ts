/** A RunSpec as the frame that starts it. */
import { LetscodeError, type RunSpec } from '@letscode/core';
import { encodeFrame, type Pair } from './frames.js';

type AheadStart = NonNullable<RunSpec['ahead']>;

/** What the pool adds to a spec. */
export interface Placing {
  id: string;
  lane: number;
  profileName: string;
  /** Where the spec names no limit of its own; undefined for none. */
  ioBytesPerSecond: number | undefined;
  /** The library by which boxes are forked from an interpreter; without it they are started. */
  forkLibraryPath?: string | undefined;
  /** Fields of joined runs and of warming. */
  more?: Pair[];
}

/** @throws LetscodeError `internal` when a string can't be passed on, or all of them are too long together */
export function encodeRun(kind: 'run' | 'warm', spec: RunSpec, placing: Placing): Buffer {
  try {
    return encodeFrame([['kind', kind], ...runPairs(spec, placing), ...(placing.more ?? [])]);
  } catch (error) {
    throw new LetscodeError('internal', `malformed run: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

function runPairs(spec: RunSpec, placing: Placing): Pair[] {
  const { limits, collect } = spec;
  const ioBytesPerSecond = limits.ioBytesPerSecond ?? placing.ioBytesPerSecond;
  const pairs: Pair[] = [
    ['id', placing.id],
    ['lane', String(placing.lane)],
    ['profile', placing.profileName],
    ...spec.argv.map((value): Pair => ['arg', value]),
    ...Object.entries(spec.env).map(([name, value]): Pair => ['env', `${name}=${value}`]),
    ['cwd', spec.boxCwd ?? '/work'],
    ...spec.root.map((path): Pair => ['root', path]),
    ...spec.mounts.flatMap((mount): Pair[] => [
      ['mount-host', mount.hostPath],
      ['mount-box', mount.boxPath],
    ]),
    ['cpu-ms', String(limits.cpuTimeMs)],
    ['wall-ms', String(limits.wallTimeMs)],
    ['memory-bytes', String(limits.memoryBytes)],
    ['output-bytes', String(limits.outputBytes)],
    ['processes', String(limits.processCount)],
    ['disk-bytes', String(limits.diskBytes)],
    ['stdout', spec.hostStdoutPath],
    ['stderr', spec.hostStderrPath],
  ];
  if (limits.idleTimeMs !== undefined) pairs.push(['idle-ms', String(limits.idleTimeMs)]);
  if (limits.inodeCount !== undefined) pairs.push(['inodes', String(limits.inodeCount)]);
  pairs.push(['soft-memory-bytes', String(limits.softMemoryBytes ?? Math.ceil(limits.memoryBytes / 2))]);
  if (ioBytesPerSecond !== undefined) pairs.push(['io-bytes', String(ioBytesPerSecond)]);
  if (spec.ahead) pairs.push(...aheadPairs(spec.ahead, placing.forkLibraryPath));
  if (spec.hostStdinPath !== undefined) pairs.push(['stdin', spec.hostStdinPath]);
  if (collect) {
    pairs.push(['collect-host', collect.hostPath], ['collect-box', collect.boxPath]);
    pairs.push(['collect-bytes', String(collect.maxBytes)], ['collect-files', String(collect.maxFiles)]);
  }
  return pairs;
}

/** Where the library of native/fork.c is in the box. */
const FORK_LIBRARY = '/letscode/fork.so';

function aheadPairs(ahead: AheadStart, forkLibraryPath: string | undefined): Pair[] {
  const env = { ...ahead.env };
  const mounts = [...ahead.mounts];
  const isForked = ahead.how === 'forked' && forkLibraryPath !== undefined;
  if (isForked) {
    env['LD_PRELOAD'] = env['LD_PRELOAD'] ? `${env['LD_PRELOAD']}:${FORK_LIBRARY}` : FORK_LIBRARY;
    mounts.push({ hostPath: forkLibraryPath, boxPath: FORK_LIBRARY });
  }
  return [
    ...ahead.argv.map((value): Pair => ['ahead', value]),
    ...Object.entries(env).map(([name, value]): Pair => ['ahead-env', `${name}=${value}`]),
    ['ahead-how', isForked ? 'forked' : 'started'],
    ...mounts.flatMap((mount): Pair[] => [
      ['bind-host', mount.hostPath],
      ['bind-box', mount.boxPath],
    ]),
  ];
}
