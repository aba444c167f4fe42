/**
 * The counters of a container's cgroup, read on the host: the engine's own figures come once a second.
 *
 * Works on cgroup v1 and v2, and needs to see the container's first process: the
 * engine runs on this machine, and this process is in the host's pid namespace.
 * What the counters mean, and why cache is taken off the peak, is native/cgroup.c.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MIB = 1024 * 1024;
const ROOT = '/sys/fs/cgroup';

interface Folders {
  version: 1 | 2;
  cpu: string;
  memory: string;
  pids: string;
}

interface Marks {
  cpuNs: number;
  launcherCpuNs: number;
  oomKills: number;
  limitHits: number;
  cacheBytes: number;
  memoryBytes: number;
}

export interface Measured {
  cpuNs: number;
  memoryPeakBytes: number;
  outOfMemory: boolean;
  processLimitHits: number;
  /** Above what was in use at the start of the run. */
  memoryGrowthBytes: number;
}

export class CgroupMeter {
  readonly #folders: Folders;
  readonly #launcherPid: number;
  #start: Marks;

  /** @throws Error that says what could not be seen, and why it should be */
  constructor(launcherPid: number, containerId: string) {
    this.#launcherPid = launcherPid;
    this.#folders = findFolders(launcherPid, containerId);
    this.#start = this.#marks();
  }

  /** What is counted from now on is the run's. */
  begin(): void {
    // The engine's starter was in this group, too, and larger than most programs. Before 6.12 v2 has no such reset.
    tryWrite(
      this.#folders.version === 1 ? this.#memory('memory.max_usage_in_bytes') : this.#memory('memory.peak'),
      '0',
    );
    this.#start = this.#marks();
  }

  memoryLimitBytes(): number {
    const text = read(this.#memory(this.#folders.version === 1 ? 'memory.limit_in_bytes' : 'memory.max'));
    return text.trim() === 'max' ? Number.MAX_SAFE_INTEGER : Number(text);
  }

  processLimit(): number {
    return Number(read(join(this.#folders.pids, 'pids.max')));
  }

  /** CPU time of the run so far; the launcher's own is not the program's. */
  cpuNs(): number {
    const used = this.#groupCpuNs() - this.#start.cpuNs;
    return Math.max(0, used - (this.#launcherCpuNs() - this.#start.launcherCpuNs));
  }

  isOutOfMemory(): boolean {
    return this.#oomKills() > this.#start.oomKills;
  }

  threads(): number[] {
    const name = this.#folders.version === 1 ? 'tasks' : 'cgroup.threads';
    return read(join(this.#folders.pids, name)).split('\n').filter(Boolean).map(Number);
  }

  /** @param maxRssBytes the largest resident set of a process of the run */
  measure(maxRssBytes: number): Measured {
    const now = this.#marks();
    const limit = this.memoryLimitBytes();
    const mark = Number(
      read(this.#memory(this.#folders.version === 1 ? 'memory.max_usage_in_bytes' : 'memory.peak')) || 0,
    );
    let peak = Math.max(0, mark - now.cacheBytes);
    const resident = mark > 0 ? Math.min(maxRssBytes, mark) : maxRssBytes;
    if (mark === 0 || now.cacheBytes > this.#start.cacheBytes + MIB) peak = Math.max(peak, resident);
    return {
      cpuNs: this.cpuNs(),
      memoryPeakBytes: Math.min(peak, limit),
      outOfMemory: now.oomKills > this.#start.oomKills,
      processLimitHits: now.limitHits - this.#start.limitHits,
      memoryGrowthBytes: Math.max(0, peak - Math.max(0, this.#start.memoryBytes - this.#start.cacheBytes)),
    };
  }

  #marks(): Marks {
    const stat = read(this.#memory('memory.stat'));
    return {
      cpuNs: this.#groupCpuNs(),
      launcherCpuNs: this.#launcherCpuNs(),
      oomKills: this.#oomKills(),
      limitHits: keyed(read(join(this.#folders.pids, 'pids.events')), 'max'),
      cacheBytes: keyed(stat, 'inactive_file') + keyed(stat, 'active_file'),
      memoryBytes: Number(read(this.#memory(this.#folders.version === 1 ? 'memory.usage_in_bytes' : 'memory.current'))),
    };
  }

  #memory(name: string): string {
    return join(this.#folders.memory, name);
  }

  #groupCpuNs(): number {
    if (this.#folders.version === 1) return Number(read(join(this.#folders.cpu, 'cpuacct.usage')));
    return keyed(read(join(this.#folders.cpu, 'cpu.stat')), 'usage_usec') * 1000;
  }

  #launcherCpuNs(): number {
    return Number(read(`/proc/${this.#launcherPid}/schedstat`).split(' ')[0] ?? 0);
  }

  #oomKills(): number {
    const name = this.#folders.version === 1 ? 'memory.oom_control' : 'memory.events';
    return keyed(read(this.#memory(name)), 'oom_kill');
  }
}

function findFolders(pid: number, containerId: string): Folders {
  const text = read(`/proc/${pid}/cgroup`);
  const paths = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (path?.includes(containerId)) for (const name of (controllers ?? '').split(',')) paths.set(name, path);
  }
  const at = (controller: string) => join(ROOT, controller, paths.get(controller) ?? '');
  const folders: Folders | undefined =
    paths.has('memory') && paths.has('pids') && paths.has('cpuacct')
      ? { version: 1, cpu: at('cpuacct'), memory: at('memory'), pids: at('pids') }
      : paths.has('')
        ? { version: 2, cpu: at(''), memory: at(''), pids: at('') }
        : undefined;
  if (!folders || !existsSync(join(folders.pids, 'pids.max'))) {
    throw new Error(
      `the cgroup of the container can't be seen from here (process ${pid}). The engine must run on this machine; ` +
        "where Let'sCode itself runs in a container, that one needs the host's pid and cgroup namespaces and /sys/fs/cgroup",
    );
  }
  return folders;
}

/** Empty when the file is gone: so is then what it counted. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function keyed(text: string, key: string): number {
  for (const line of text.split('\n')) if (line.startsWith(`${key} `)) return Number(line.slice(key.length + 1));
  return 0;
}

function tryWrite(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch {
    // Without the right to reset it, the mark is the engine's starter's at least; measure() can only report more than there was.
  }
}
