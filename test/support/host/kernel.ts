/**
 * A kernel for the virtual machine: Debian's own, downloaded once with apt and
 * kept in the user's cache, so that a second run of the tests needs no network.
 *
 *   ~/.cache/letscode/kernel/<release>/vmlinux       uncompressed: emulated decompression takes longer than the boot
 *   ~/.cache/letscode/kernel/<release>/lib/modules/  as in the package
 *
 * Nothing is installed and nothing of the machine's own boot is touched. A
 * machine where this can't be had is a result with a reason, never an error.
 */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const CACHE = join(homedir(), '.cache', 'letscode', 'kernel');
const XZ_MAGIC = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]);
const ELF_MAGIC = '\x7fELF';

export interface Kernel {
  /** As `uname -r` says it. */
  release: string;
  /** The uncompressed image. */
  image: string;
  /** lib/modules/<release>. */
  moduleFolder: string;
}

export interface Missing {
  /** What is not there, and what would bring it. */
  missing: string;
}

export async function findKernel(): Promise<Kernel | Missing> {
  const kept = keptKernel();
  if (kept) return kept;
  mkdirSync(CACHE, { recursive: true });
  // Its own folder until it is whole: two test runs may fetch at the same time.
  const folder = mkdtempSync(join(CACHE, 'fetching-'));
  try {
    const release = await fetchInto(folder);
    await writeImage(join(folder, 'boot', `vmlinuz-${release}`), join(folder, 'vmlinux'));
    if (!existsSync(join(CACHE, release))) renameSync(folder, join(CACHE, release));
    return kernelIn(release);
  } catch (error) {
    return { missing: `a Debian kernel by apt-get download: ${(error as Error).message.trim().split('\n')[0]}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function kernelIn(release: string): Kernel {
  const folder = join(CACHE, release);
  return { release, image: join(folder, 'vmlinux'), moduleFolder: join(folder, 'lib', 'modules', release) };
}

/** The newest one in the cache. */
function keptKernel(): Kernel | undefined {
  if (!existsSync(CACHE)) return undefined;
  const releases = readdirSync(CACHE).filter((name) => existsSync(join(CACHE, name, 'vmlinux')) && /^\d/.test(name));
  const newest = releases.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  return newest === undefined ? undefined : kernelIn(newest);
}

/** Downloads and unpacks the package on which `linux-image-amd64` depends; its release is in its name. */
async function fetchInto(folder: string): Promise<string> {
  const { stdout } = await run('apt-cache', ['depends', 'linux-image-amd64']);
  const release = /Depends: linux-image-(\d\S*)/.exec(stdout)?.[1];
  if (release === undefined) throw new Error('apt knows no linux-image-amd64 (apt-get update?)');
  await run('apt-get', ['download', `linux-image-${release}`], { cwd: folder });
  const file = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (file === undefined) throw new Error('apt-get downloaded nothing');
  await run('dpkg-deb', ['-x', file, '.'], { cwd: folder });
  rmSync(join(folder, file));
  return release;
}

/** The image within its self-extracting wrapper, which is an xz stream with something before and after it. */
async function writeImage(wrapped: string, target: string): Promise<void> {
  const bytes = readFileSync(wrapped);
  const start = bytes.indexOf(XZ_MAGIC);
  if (start < 0) throw new Error(`${wrapped} is not packed with xz`);
  const image = await unpackXz(bytes.subarray(start));
  if (image.subarray(0, 4).toString('latin1') !== ELF_MAGIC) throw new Error(`${wrapped} holds no ELF image`);
  writeFileSync(target, image);
}

/** Decompresses the first stream; what follows it is ignored. */
export function unpackXz(packed: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 } as const;
    const child = execFile('xz', ['-dc', '--single-stream'], options, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
    child.stdin?.on('error', () => {}); // it stops reading at the end of the stream
    child.stdin?.end(packed);
  });
}
