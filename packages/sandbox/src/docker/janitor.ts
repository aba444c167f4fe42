/**
 * What a killed process left: its containers and its folder.
 *
 * A container ends by itself when the stream to its launcher breaks, and the engine
 * then removes it; the janitor is for what slips through. An owner is named by pid,
 * start time and pid namespace, so that neither a recycled pid nor a process of
 * another container is taken for it.
 */
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { removeContainer } from './box.js';

const OWNER_LABEL = 'dev.letscode.sandbox.owner';
const FOLDER_PREFIX = 'letscode-docker-';

export function ownName(): string {
  const pidNamespace = readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
  return `${process.pid}-${startOf(process.pid)}-${pidNamespace}`;
}

export function labelsOf(owner: string): Record<string, string> {
  return { [OWNER_LABEL]: owner };
}

/** Each sandbox has one of its own below the folder for temporary things. */
export function folderPrefixOf(owner: string): string {
  return `${FOLDER_PREFIX}${owner}-`;
}

export async function removeStale(engine: Docker, temporaryFolder: string): Promise<void> {
  const containers = await engine.listContainers({ all: true, filters: { label: [OWNER_LABEL] } });
  for (const { Id, Labels } of containers)
    if (isGone(Labels[OWNER_LABEL] ?? '')) await removeContainer(engine.getContainer(Id));
  for (const name of await readdir(temporaryFolder)) {
    if (name.startsWith(FOLDER_PREFIX) && isGone(name.slice(FOLDER_PREFIX.length)))
      await rm(join(temporaryFolder, name), { recursive: true, force: true });
  }
}

/** Only of our own pid namespace can it be said. */
function isGone(owner: string): boolean {
  const [pid, start, pidNamespace] = owner.split('-');
  if (pid === undefined || start === undefined || pidNamespace !== ownName().split('-')[2]) return false;
  return !existsSync(`/proc/${pid}`) || startOf(Number(pid)) !== start;
}

/** Clock ticks from the machine's start: field 22 of /proc/PID/stat. */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
