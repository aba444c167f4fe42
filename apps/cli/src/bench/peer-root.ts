/** What peers run in: a root folder that holds /bin/true and its libraries, and OCI bundles of it. */
import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const PROGRAM = '/usr/bin/true';
const MIB = 1024 * 1024;
const LIMITS = { memory: { limit: 512 * MIB }, pids: { limit: 50 }, devices: [{ allow: false, access: 'rwm' }] };
/** Nobody's on any machine. */
const HOST_ID = 1_610_000_000;

/** A root with nothing but the program, its libraries and empty mount points. */
export async function makePeerRoot(folder: string): Promise<void> {
  for (const name of ['proc', 'dev/shm', 'tmp', 'work', 'sys']) await mkdir(join(folder, name), { recursive: true });
  for (const path of [PROGRAM, ...(await librariesOf(PROGRAM))]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await copyFile(path, join(folder, path));
    await chmod(join(folder, path), 0o755);
  }
}

async function librariesOf(program: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ldd', [program]);
  return [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path as string);
}

/** A bundle with our layers, as far as an OCI runtime has them; no seccomp filter, which is to its advantage. */
export async function makeBundle(folder: string, rootFolder: string, cgroupPath: string): Promise<void> {
  const tmpfs = (destination: string) => ({
    destination,
    type: 'tmpfs',
    source: 'tmpfs',
    options: ['nosuid', 'nodev', 'mode=1777', 'size=100m'],
  });
  const ids = [
    { containerID: 0, hostID: HOST_ID, size: 1 },
    { containerID: 1000, hostID: HOST_ID + 1, size: 1 },
  ];
  const config = {
    ociVersion: '1.0.2',
    process: {
      user: { uid: 1000, gid: 1000 },
      args: [PROGRAM],
      env: ['PATH=/usr/bin'],
      cwd: '/work',
      capabilities: {},
      noNewPrivileges: true,
    },
    root: { path: rootFolder, readonly: true },
    hostname: 'box',
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'mode=755', 'size=64k'] },
      tmpfs('/dev/shm'),
      tmpfs('/work'),
      tmpfs('/tmp'),
    ],
    linux: {
      namespaces: ['pid', 'network', 'ipc', 'uts', 'mount', 'user'].map((type) => ({ type })),
      uidMappings: ids,
      gidMappings: ids,
      cgroupsPath: cgroupPath,
      resources: LIMITS,
    },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
}
