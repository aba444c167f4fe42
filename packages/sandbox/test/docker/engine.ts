/**
 * A Docker engine of the tests' own: started in a temporary folder, stopped without a trace.
 *
 * It lives in a mount namespace of its own, so that what it mounts goes with it, and so that
 * /etc, /opt and /run, where an engine leaves a key, folders and sockets, are not the
 * machine's. User namespaces are on: container ids 0–65535 are 1000000 and up outside.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';

export interface TestEngine {
  docker: Docker;
  socketPath: string;
  folder: string;
  /** cgroup folders of its containers, and of itself: none after `stop`. */
  cgroups(): string[];
  stop(): Promise<void>;
}

const ISOLATED_START = `
set -e
mkdir layer && mount -t tmpfs layer layer && mkdir layer/etc layer/work
mount -t overlay etc -o lowerdir=/etc,upperdir=layer/etc,workdir=layer/work /etc
echo 'letscode-remap:x:64999:64999::/:/bin/false' >> /etc/passwd
echo 'letscode-remap:x:64999:' >> /etc/group
echo 'letscode-remap:1000000:65536' | tee /etc/subuid > /etc/subgid
mount -t tmpfs opt /opt && mount -t tmpfs run /run
exec "$@"
`;

/** Why no engine can be had here, or undefined. */
export function engineObstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'starting a Docker engine needs root';
  for (const name of ['dockerd', 'unshare']) {
    const found = `${process.env.PATH}${delimiter}/usr/sbin`.split(delimiter).some((folder) => {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
    if (!found) return `there is no ${name}: apt-get install --no-install-recommends docker.io`;
  }
  return undefined;
}

/** @throws Error with the end of the engine's log when it does not start */
export async function startEngine({ userNamespaces = true } = {}): Promise<TestEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'letscode-engine-'));
  chmodSync(folder, 0o711); // what is remapped must get through
  const socketPath = join(folder, 'docker.sock');
  const group = basename(folder);
  writeFileSync(join(folder, 'daemon.json'), userNamespaces ? '{"userns-remap": "letscode-remap"}' : '{}');
  const argv = [
    'dockerd',
    ...['--host', `unix://${socketPath}`, '--config-file', 'daemon.json', '--pidfile', join(folder, 'dockerd.pid')],
    ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '--storage-driver', 'overlay2'],
    ...['--iptables=false', '--ip6tables=false', '--ip-masq=false', '--ip-forward=false', '--bridge=none'],
    ...['--exec-opt', 'native.cgroupdriver=cgroupfs', '--cgroup-parent', `/${group}`],
    ...['--log-level', 'warn', '--shutdown-timeout', '5'],
  ];
  const start = ['--mount', '--propagation', 'private', 'sh', '-c', ISOLATED_START, 'sh', ...argv];
  const log = join(folder, 'log');
  const daemon = spawn('sh', ['-c', `exec unshare "$@" > '${log}' 2>&1`, 'sh', ...start], {
    cwd: folder,
    stdio: 'ignore',
  });
  const ended = once(daemon, 'exit');
  const docker = new Docker({ socketPath });
  const cgroups = () =>
    ['', ...readdirSync('/sys/fs/cgroup')]
      .map((hierarchy) => join('/sys/fs/cgroup', hierarchy, group))
      .filter((path) => existsSync(path));
  const stop = async () => {
    const containers = await docker.listContainers({ all: true }).catch(() => []);
    for (const { Id } of containers) await docker.getContainer(Id).remove({ force: true });
    if (daemon.exitCode === null && daemon.signalCode === null) daemon.kill('SIGTERM');
    await ended;
    for (const path of cgroups()) execFileSync('find', [path, '-depth', '-type', 'd', '-delete']);
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 600 && daemon.exitCode === null; tries++) {
    if (await docker.ping().catch(() => undefined)) return { docker, socketPath, folder, cgroups, stop };
    await sleep(50);
  }
  const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n');
  await stop();
  throw new Error(`the Docker engine did not start:\n${lines}`);
}
