/** The frame that ends a run, as a RunReport. */
import { EXTRAS, type ExitReason, LAYERS, type RunRates, type RunReport, type Violation } from '@letscode/core';
import type { Frame } from './frames.js';

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
