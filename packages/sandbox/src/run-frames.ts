/** A RunSpec as the frame that starts it, and the frame that ends it as a RunReport. */
import { posix } from 'node:path';
import {
  EXTRAS,
  type ExitReason,
  LAYERS,
  LetscodeError,
  limitsSchema,
  type RunRates,
  type RunReport,
  type RunSpec,
  type Violation,
} from '@letscode/core';
import { encodeFrame, type Frame, type Pair } from './frames.js';

/** Places of the box that are ours, or would uncover the host. */
const OWN_PLACES = ['/', '/proc', '/sys', '/dev', '/work', '/tmp'];

/** Eleven days: the helper counts in nanoseconds of 64 bits. */
const MAX_TIME_MS = 1e9;

/** @throws LetscodeError `internal` when the spec can't be run by anyone: a fault of the caller's code */
export function checkSpec(spec: RunSpec): void {
  const program = spec.argv[0];
  if (program === undefined || !isPlainPath(program)) throw malformed('argv[0]', program);
  if (spec.boxCwd !== undefined && !isPlainPath(spec.boxCwd)) throw malformed('boxCwd', spec.boxCwd);
  for (const path of spec.root) if (!isPlainPath(path) || isOwnPlace(path)) throw malformed('root', path);
  for (const mount of spec.mounts) {
    if (!isPlainPath(mount.boxPath) || OWN_PLACES.includes(mount.boxPath)) throw malformed('mounts', mount.boxPath);
    if (/^\/(proc|dev|sys)\//.test(mount.boxPath)) throw malformed('mounts', mount.boxPath);
  }
  const collect = spec.collect?.boxPath;
  if (collect !== undefined && collect !== '/work' && !collect.startsWith('/work/'))
    throw malformed('collect', collect);
  for (const name of Object.keys(spec.env)) if (name === '' || name.includes('=')) throw malformed('env', name);
  const limits = limitsSchema.safeParse(spec.limits);
  if (!limits.success || Math.max(spec.limits.cpuTimeMs, spec.limits.wallTimeMs) > MAX_TIME_MS)
    throw malformed('limits', JSON.stringify(spec.limits));
}

function malformed(what: string, value: string | undefined): LetscodeError {
  return new LetscodeError('internal', `malformed run: ${what} ${JSON.stringify(value)}`);
}

function isPlainPath(path: string): boolean {
  return path.startsWith('/') && posix.normalize(path) === path;
}

function isOwnPlace(path: string): boolean {
  return OWN_PLACES.includes(path) || /^\/(proc|dev|sys)\//.test(path);
}

/** @throws LetscodeError `internal` when a string can't be passed on, or all of them are too long together */
export function encodeRun(id: string, lane: number, profileName: string, spec: RunSpec): Buffer {
  try {
    return encodeFrame(runFrame(id, lane, profileName, spec));
  } catch (error) {
    throw new LetscodeError('internal', `malformed run: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

function runFrame(id: string, lane: number, profileName: string, spec: RunSpec): Pair[] {
  const { limits, collect } = spec;
  const pairs: Pair[] = [
    ['kind', 'run'],
    ['id', id],
    ['lane', String(lane)],
    ['profile', profileName],
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
  if (limits.ioBytesPerSecond !== undefined) pairs.push(['io-bytes', String(limits.ioBytesPerSecond)]);
  if (spec.hostStdinPath !== undefined) pairs.push(['stdin', spec.hostStdinPath]);
  if (collect) {
    pairs.push(['collect-host', collect.hostPath], ['collect-box', collect.boxPath]);
    pairs.push(['collect-bytes', String(collect.maxBytes)], ['collect-files', String(collect.maxFiles)]);
  }
  return pairs;
}

/** Times are rounded up, so that a time above its limit by less than 1 ms is still above it. */
const msOfNs = (ns: number) => Math.ceil(ns / 1e6);

export function reportOf(frame: Frame): RunReport {
  const exit = exitOf(frame);
  const extras = frame.get('extras')?.split(' ') ?? [];
  return {
    exit,
    usage: {
      cpuTimeMs: msOfNs(frame.number('cpu-ns')),
      wallTimeMs: msOfNs(frame.number('wall-ns')),
      memoryBytes: frame.number('memory-bytes'),
      stdoutBytes: frame.number('stdout-bytes'),
      stderrBytes: frame.number('stderr-bytes'),
      idleTimeMs: Math.floor(frame.number('idle-ns') / 1e6),
    },
    stdoutTruncated: frame.get('stdout-truncated') !== undefined,
    stderrTruncated: frame.get('stderr-truncated') !== undefined,
    violations: violationsOf(frame),
    layers: exit.kind === 'sandbox-fault' ? [] : [...LAYERS],
    rates: ratesOf(frame),
    extras: EXTRAS.filter((name) => extras.includes(name)),
  };
}

function ratesOf(frame: Frame): RunRates {
  const memoryGrowthBytesPerSecond = frame.number('memory-growth');
  if (frame.get('syscall-count') === undefined) return { memoryGrowthBytesPerSecond };
  const syscallCount = frame.number('syscall-count');
  const seconds = Math.max(frame.number('wall-ns'), 1) / 1e9;
  return { memoryGrowthBytesPerSecond, syscallCount, syscallsPerSecond: Math.round(syscallCount / seconds) };
}

/** The report of a run that was lost or never came to be. */
export function faultReport(detail: string): RunReport {
  return {
    exit: { kind: 'sandbox-fault', detail },
    usage: { cpuTimeMs: 0, wallTimeMs: 0, memoryBytes: 0, stdoutBytes: 0, stderrBytes: 0 },
    stdoutTruncated: false,
    stderrTruncated: false,
    violations: [],
    layers: [],
    rates: { memoryGrowthBytesPerSecond: 0 },
    extras: [],
  };
}

function exitOf(frame: Frame): ExitReason {
  const kind = frame.get('exit');
  switch (kind) {
    case 'exited':
      return { kind, code: frame.number('code') };
    case 'signaled':
      return { kind, signal: frame.get('signal') ?? '?' };
    case 'syscall-refused':
      return { kind, syscall: frame.get('syscall') ?? '?' };
    case 'cpu-limit':
    case 'wall-limit':
    case 'idle-limit':
    case 'memory-limit':
    case 'output-limit':
      return { kind };
    default:
      return { kind: 'sandbox-fault', detail: frame.get('detail') ?? `unknown end of a run: ${kind}` };
  }
}

const NETWORK_CALLS =
  /^(?:i386:|x32:)?(?:socket|socketpair|connect|bind|listen|accept4?|send(?:to|m?msg)|recv(?:from|m?msg)|[gs]etsockopt|shutdown|get(?:sock|peer)name)$/;
const FILESYSTEM_CALLS =
  /^(?:i386:|x32:)?(?:mount|umount2?|pivot_root|chroot|move_mount|open_tree|fs(?:open|mount|config|pick)|mount_setattr|open_by_handle_at)$/;

function howOften(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function violationsOf(frame: Frame): Violation[] {
  const counts = frame.all('violation-count');
  const callArguments = frame.all('violation-arguments');
  const violations = frame.all('violation-syscall').map((syscall, i): Violation => {
    const type = NETWORK_CALLS.test(syscall) ? 'network' : FILESYSTEM_CALLS.test(syscall) ? 'filesystem' : 'syscall';
    return {
      type,
      syscall,
      detail: `${syscall}(${callArguments[i]}, …) refused ${howOften(Number(counts[i]))}`,
      count: Number(counts[i]),
    };
  });
  const hits = frame.number('process-limit-hits');
  if (hits > 0) violations.push({ type: 'resource', detail: `process limit reached ${howOften(hits)}` });
  const collect = frame.get('collect');
  if (collect) violations.push({ type: 'resource', detail: `not all files could be collected: ${collect}` });
  return violations;
}
