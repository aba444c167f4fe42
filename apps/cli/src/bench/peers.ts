/**
 * The peers: other ways to run one program in isolation, each with the same
 * namespaces and equal work (read-only root, tmpfs, /proc, no network), and with
 * memory and process limits where it knows them. None has a seccomp filter here,
 * which is to its advantage. Each is started as its own command, as a judge would.
 */
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DriverContestant } from './c-driver.js';
import { importImage, openDockerEngine } from './docker-engine.js';
import { makeBundle, makePeerRoot } from './peer-root.js';

export interface PeerSetup {
  forkExecPath: string;
  scratchFolder: string;
  /** Folders in which programs are looked for. */
  searchPath: string[];
  laneCount: number;
}

export interface Peers {
  contestants: DriverContestant[];
  /** Not measured, and why. */
  missing: { name: string; reason: string }[];
  /** Also after a failure to open them all. */
  close(): Promise<void>;
}

/** Where a host with version 1 mounts version 2 as well. */
const HYBRID = '/sys/fs/cgroup/unified';
const TAG = 'letscode-bench';

export async function openPeers(setup: PeerSetup): Promise<Peers> {
  const peers = new OpenPeers(setup);
  try {
    await peers.open();
    return peers;
  } catch (error) {
    await peers.close();
    throw error;
  }
}

class OpenPeers implements Peers {
  readonly contestants: DriverContestant[] = [];
  readonly missing: Peers['missing'] = [];
  readonly #setup: PeerSetup;
  readonly #root: string;
  readonly #cgroupParent = `letscode-bench-${process.pid}`;
  #closeEngine = async (): Promise<void> => {};

  constructor(setup: PeerSetup) {
    this.#setup = setup;
    this.#root = join(setup.scratchFolder, 'root');
  }

  async open(): Promise<void> {
    await makePeerRoot(this.#root);
    await this.#add('bubblewrap', 'bwrap', async (bwrap) => [bwrap, ...bubblewrapArguments(this.#root)]);
    await this.#add('crun', 'crun', (crun) => this.#ociCommand('crun', crun));
    await this.#add('runc', 'runc', (runc) => this.#ociCommand('runc', runc));
    await this.#add('docker run', 'docker', (docker) => this.#dockerCommand(docker));
  }

  async close(): Promise<void> {
    for (const contestant of this.contestants) await contestant.close();
    await this.#closeEngine();
    for (const hierarchy of await readdir('/sys/fs/cgroup')) {
      await removeTree(join('/sys/fs/cgroup', hierarchy, this.#cgroupParent));
    }
    await removeTree(join('/sys/fs/cgroup', this.#cgroupParent));
  }

  /** @param commandOf the whole command, or why there is none */
  async #add(name: string, program: string, commandOf: (path: string) => Promise<string[] | string>): Promise<void> {
    const path = await findProgram(program, this.#setup.searchPath);
    const command = path === undefined ? `${program} is not installed` : await commandOf(path);
    const tried = typeof command === 'string' ? command : await this.#try(name, command);
    if (typeof tried === 'string') this.missing.push({ name, reason: tried });
    else this.contestants.push(tried);
  }

  async #try(name: string, command: string[]): Promise<DriverContestant | string> {
    const forkExec = this.#setup.forkExecPath;
    // crun refuses a host with both versions of cgroups mounted: the driver is shown version 1 alone then.
    const hidden = ['-m', 'sh', '-c', `umount ${HYBRID} && exec "$0" "$@"`, forkExec, ...command];
    const plain: [string, string[]] = [forkExec, command];
    const ways: [string, string[]][] = name === 'crun' ? [plain, ['unshare', hidden]] : [plain];
    const reasons: string[] = [];
    for (const [path, args] of ways) {
      const contestant = new DriverContestant(name, path, args);
      try {
        await contestant.block(1, 1);
        return contestant;
      } catch (error) {
        reasons.push(error instanceof Error ? error.message : String(error));
        await contestant.close();
      }
    }
    return reasons.join('; ');
  }

  /** One bundle a lane, since each has a cgroup of its own. */
  async #ociCommand(name: string, path: string): Promise<string[]> {
    const { scratchFolder, laneCount } = this.#setup;
    const bundle = (lane: number | '{lane}') => join(scratchFolder, `${name}-bundle-${lane}`);
    for (let lane = 0; lane < laneCount; lane++) {
      await makeBundle(bundle(lane), this.#root, `/${this.#cgroupParent}/${name}-${lane}`);
    }
    const state = ['--root', join(scratchFolder, `${name}-state`)];
    return [path, ...state, 'run', '--bundle', bundle('{lane}'), `letscode-bench-${process.pid}-{lane}`];
  }

  async #dockerCommand(docker: string): Promise<string[] | string> {
    const { scratchFolder, searchPath } = this.#setup;
    const dockerd = await findProgram('dockerd', searchPath);
    const engine = await openDockerEngine(docker, dockerd, join(scratchFolder, 'docker'), `/${this.#cgroupParent}`);
    if (typeof engine === 'string') return engine;
    this.#closeEngine = async () => {
      await promisify(execFile)(docker, [...engine.connect, 'rmi', '-f', TAG]).catch(() => {}); // a private engine takes it along
      await engine.stop();
    };
    await importImage(docker, engine, this.#root, join(scratchFolder, 'root.tar'), TAG);
    return [docker, ...engine.connect, ...dockerArguments()];
  }
}

/** cgroup folders have files that can't be removed, and need not be. */
async function removeTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeTree(join(folder, entry.name));
  await rmdir(folder).catch(() => {}); // not there, or of a hierarchy that the peer did not use
}

function bubblewrapArguments(root: string): string[] {
  const fresh = ['/work', '/tmp', '/dev/shm'].flatMap((path) => ['--tmpfs', path]);
  const apart = ['--unshare-all', '--unshare-user', '--hostname', 'box', '--die-with-parent', '--new-session'];
  const rest = ['--proc', '/proc', '--cap-drop', 'ALL', '--clearenv', '--chdir', '/work'];
  return [...apart, '--ro-bind', root, '/', ...fresh, ...rest, '/usr/bin/true'];
}

function dockerArguments(): string[] {
  const fresh = ['/work', '/tmp'].flatMap((path) => ['--tmpfs', path]);
  const limits = ['--memory', '512m', '--memory-swap', '512m', '--pids-limit', '50'];
  const apart = ['--network', 'none', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--user', '1000'];
  return ['run', '--rm', '--read-only', ...fresh, ...limits, ...apart, TAG, '/usr/bin/true'];
}

async function findProgram(name: string, searchPath: readonly string[]): Promise<string | undefined> {
  for (const folder of searchPath) {
    const path = join(folder, name);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
}
