/**
 * What a helper holds on this machine, for whoever watches that it doesn't grow:
 * the soak test, `letscode bench soak`, an operator.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Footprint {
  /** Memory of its own making, whether or not a process that it cloned still shares it. */
  anonymousBytes: number;
  descriptorCount: number;
  /** In the helper's own mount namespace. */
  mountCount: number;
  /** Its cgroup folders in all hierarchies. */
  cgroupCount: number;
  /** The helper's processes, itself included. */
  processCount: number;
}

/**
 * @param pid the helper's
 * @throws Error when there is no such process, or it belongs to another user
 */
export function footprintOf(pid: number): Footprint {
  const own = `/proc/${pid}`;
  return {
    anonymousBytes: anonymousBytesOf(readFileSync(`${own}/smaps_rollup`, 'utf8')),
    descriptorCount: readdirSync(`${own}/fd`).length,
    mountCount: readFileSync(`${own}/mountinfo`, 'utf8').split('\n').length - 1,
    cgroupCount: cgroupFoldersOf(pid),
    processCount: 1 + descendantCount(pid),
  };
}

/** Helpers that this process has started and that still run. */
export function helperPids(): number[] {
  return childrenOf(process.pid).filter((pid) => nameOf(pid).startsWith('letscode-box'));
}

function anonymousBytesOf(rollup: string): number {
  return Number(/^Anonymous:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
}

function cgroupFoldersOf(pid: number): number {
  const name = `letscode-${pid}`;
  let count = 0;
  const search = (folder: string, inside: boolean, depth: number) => {
    for (const entry of entriesOf(folder)) {
      const found = inside || entry === name;
      if (found) count++;
      if (found || depth > 0) search(join(folder, entry), found, depth - 1);
    }
  };
  search('/sys/fs/cgroup', false, 5);
  return count;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    return []; // removed meanwhile, by whomever
  }
}

function descendantCount(pid: number): number {
  return childrenOf(pid).reduce((sum, child) => sum + 1 + descendantCount(child), 0);
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) && parentOf(name) === pid ? [Number(name)] : []));
}

function parentOf(pid: string): number | undefined {
  return Number(/^PPid:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1]);
}

function nameOf(pid: number): string {
  return textOf(`/proc/${pid}/comm`);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}
