/** The machine of a bench, as far as its figures depend on it; nothing that names it. */
import { cpus, loadavg, release, totalmem } from 'node:os';

const GIB = 1024 ** 3;

export interface Machine {
  cpu: string;
  coreCount: number;
  memoryGib: number;
  kernel: string;
  node: string;
  /** Processes that wanted a core, averaged over the minute before. */
  load: number;
}

export function describeMachine(): Machine {
  const cores = cpus();
  return {
    cpu: cores[0]?.model ?? 'unknown',
    coreCount: cores.length,
    memoryGib: Math.round(totalmem() / GIB),
    kernel: /^\d+\.\d+/.exec(release())?.[0] ?? release(),
    node: process.version,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

export function machineLine({ cpu, coreCount, memoryGib, kernel, node, load }: Machine): string {
  return `${coreCount} cores of ${cpu}, ${memoryGib} GiB, Linux ${kernel}, Node.js ${node}; load ${load} before the start`;
}
