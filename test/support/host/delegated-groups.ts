/**
 * cgroups handed to a plain user, as systemd does it for a scope with Delegate=yes: a group of that user's own, in which
 * only the files are his that the kernel lists as delegatable. On v1 one in each hierarchy, on v2 one in all.
 */
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const V1_CONTROLLERS = ['memory', 'pids', 'cpuacct', 'cpu'];
const V1_FILES = ['cgroup.procs', 'tasks'];
/** /sys/kernel/cgroup/delegate, as far as a group of its own needs them. */
const V2_FILES = ['cgroup.procs', 'cgroup.threads', 'cgroup.subtree_control'];

export interface DelegatedGroups {
  /** Absolute; whoever writes his pid into the cgroup.procs of each is in. */
  folders: string[];
  /** Groups below that are still there. */
  left(): string[];
  /** Nobody may be in them any more. */
  remove(): void;
}

/** @throws Error of the kernel's when this process may make no groups */
export function delegateGroups(userId: number): DelegatedGroups {
  const name = `plain-user-${process.pid}-${userId}`;
  const parents = parentFolders();
  const folders = [...new Set(parents.map((parent) => join(parent, name)))];
  for (const folder of folders) {
    mkdirSync(folder);
    for (const file of ['', ...V1_FILES, ...V2_FILES]) {
      const path = join(folder, file);
      if (existsSync(path)) chownSync(path, userId, userId);
    }
  }
  const left = () => folders.flatMap(groupsBelow);
  return {
    folders,
    left,
    remove: () => {
      for (const folder of [...left(), ...folders]) rmdirSync(folder);
    },
  };
}

/** Where the user's groups are made: beside this process on v1; on v2 at the top, since a group that hands controllers on is empty. */
function parentFolders(): string[] {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '));
  const v1 = V1_CONTROLLERS.flatMap((controller) => {
    const mount = mounts.find(([, , type, options]) => type === 'cgroup' && options?.split(',').includes(controller));
    return mount?.[1] ? [join(mount[1], ownGroup(controller, mount[1]))] : [];
  });
  if (v1.length === V1_CONTROLLERS.length) return v1;
  const top = mounts.find(([, , type]) => type === 'cgroup2')?.[1];
  if (top === undefined) throw new Error('no cgroups are mounted');
  writeFileSync(join(top, 'cgroup.subtree_control'), '+memory +pids +cpu');
  return [top];
}

function ownGroup(controller: string, mountPoint: string): string {
  const line = readFileSync('/proc/self/cgroup', 'utf8')
    .split('\n')
    .find((text) => text.split(':')[1]?.split(',').includes(controller));
  const path = line?.split(':')[2] ?? '/';
  return existsSync(join(mountPoint, path)) ? path : '/'; // a cgroup namespace shows less
}

/** Deepest first. */
function groupsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .flatMap((path) => [...groupsBelow(path), path]);
}
