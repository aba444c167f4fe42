/**
 * A Docker engine for the peers' bench: the machine's own if one answers, else a
 * private one in the scratch folder, which leaves with the bench.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface DockerEngine {
  /** The command line's first arguments that reach it. */
  connect: string[];
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 20_000;

/** @returns why there is none when there is none */
export async function openDockerEngine(
  docker: string,
  dockerd: string | undefined,
  folder: string,
  cgroupParent: string,
): Promise<DockerEngine | string> {
  if (await answers(docker, [])) return { connect: [], stop: async () => {} };
  if (dockerd === undefined) return 'no engine answers, and dockerd is not installed';
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), '{}'); // the machine's own are for its own engine
  const socket = `unix://${join(folder, 'docker.sock')}`;
  const engine = startEngine(dockerd, folder, socket, cgroupParent);
  const connect = ['--host', socket];
  for (const end = Date.now() + START_TIMEOUT_MS; Date.now() < end && engine.exitCode === null; await sleep(100)) {
    if (await answers(docker, connect)) return { connect, stop: () => stopEngine(engine) };
  }
  await stopEngine(engine);
  return 'no engine answers, and a private one did not start';
}

function startEngine(dockerd: string, folder: string, socket: string, cgroupParent: string): ChildProcess {
  const at = (name: string) => join(folder, name);
  const own = [
    '--data-root',
    at('data'),
    '--exec-root',
    at('exec'),
    '--pidfile',
    at('pid'),
    '--config-file',
    at('settings.json'),
  ];
  const network = ['--iptables=false', '--ip6tables=false', '--ip-masq=false', '--ip-forward=false', '--bridge=none'];
  const groups = ['--exec-opt', 'native.cgroupdriver=cgroupfs', '--cgroup-parent', cgroupParent];
  return spawn(dockerd, ['--host', socket, ...own, ...network, ...groups, '--shutdown-timeout', '5'], {
    stdio: 'ignore',
    detached: true,
  });
}

async function stopEngine(engine: ChildProcess): Promise<void> {
  if (engine.exitCode !== null || engine.signalCode !== null) return;
  engine.kill('SIGTERM');
  await new Promise((resolve) => engine.once('exit', resolve));
}

async function answers(docker: string, connect: string[]): Promise<boolean> {
  return run(docker, [...connect, 'version'], { timeout: 5_000 }).then(
    () => true,
    () => false,
  );
}

/** Makes an image of a root folder, without any registry. */
export async function importImage(docker: string, engine: DockerEngine, folder: string, archive: string, tag: string) {
  await run('tar', ['-C', folder, '-cf', archive, '.']);
  await run(docker, [...engine.connect, 'import', archive, tag]);
}
