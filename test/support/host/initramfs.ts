/**
 * The first file system of the virtual machine: busybox, the kernel modules
 * that reach the machine's files, and init.sh.
 *
 * Written as a cpio archive in the "newc" format (kernel: Documentation/driver-api/early-userspace/buffer-format.rst):
 * per file a header of "070701" and 13 fields of 8 hexadecimal digits, the name with its NUL, the content; header with
 * name, and content, are each padded to 4 bytes. The kernel reads it uncompressed.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Kernel, unpackXz } from './kernel.js';

/** 9p brings the machine's files, overlay makes them writable without changing them. */
const WANTED_MODULES = ['virtio_pci', '9pnet_virtio', '9p', 'overlay'];

const BUSYBOX = '/bin/busybox';
const INIT = join(import.meta.dirname, 'init.sh');
const FOLDER = 0o040755;
const PROGRAM = 0o100755;
const FILE = 0o100644;

export async function writeInitramfs(kernel: Kernel, target: string): Promise<void> {
  const modules = await loadModules(kernel.moduleFolder);
  const folders = ['bin', 'proc', 'sys', 'dev', 'modules', 'host', 'share', 'overlay'];
  const entries = [
    ...folders.map((name) => cpioEntry(name, FOLDER)),
    cpioEntry('bin/busybox', PROGRAM, readFileSync(BUSYBOX)),
    cpioEntry('init', PROGRAM, readFileSync(INIT)),
    cpioEntry('modules/order', FILE, Buffer.from([...modules.keys()].map((name) => `${name}\n`).join(''))),
    ...[...modules].map(([name, content]) => cpioEntry(`modules/${name}`, FILE, content)),
    cpioEntry('TRAILER!!!', 0),
  ];
  writeFileSync(target, Buffer.concat(entries));
}

let lastInode = 0;

function cpioEntry(name: string, mode: number, content: Buffer = Buffer.alloc(0)): Buffer {
  const links = mode === FOLDER ? 2 : 1;
  const fields = [++lastInode, mode, 0, 0, links, 0, content.length, 0, 0, 0, 0, name.length + 1, 0];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}${name}\0`;
  return Buffer.concat([padded(Buffer.from(header)), padded(content)]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** File name → content, each after those that it depends on. A module that is not there is built into the kernel. */
async function loadModules(moduleFolder: string): Promise<Map<string, Buffer>> {
  const paths = new Map<string, string>();
  for (const path of readdirSync(join(moduleFolder, 'kernel'), { recursive: true, encoding: 'utf8' })) {
    const name = /^(.*)\.ko(\.xz)?$/.exec(basename(path))?.[1];
    if (name) paths.set(moduleName(name), join(moduleFolder, 'kernel', path));
  }
  const loaded = new Map<string, Buffer>();
  const load = async (name: string): Promise<void> => {
    const path = paths.get(moduleName(name));
    const fileName = `${moduleName(name)}.ko`;
    if (path === undefined || loaded.has(fileName)) return;
    const bytes = readFileSync(path);
    const content = path.endsWith('.xz') ? await unpackXz(bytes) : bytes;
    for (const other of dependenciesOf(content)) await load(other);
    loaded.set(fileName, content);
  };
  for (const name of WANTED_MODULES) await load(name);
  return loaded;
}

/** The kernel takes `-` and `_` in names for the same. */
function moduleName(name: string): string {
  return name.replaceAll('-', '_');
}

/** A module says in its section .modinfo what it needs: `depends=a,b` between NULs. */
function dependenciesOf(module: Buffer): string[] {
  const at = module.indexOf('\0depends=');
  if (at < 0) return [];
  const text = module.subarray(at + '\0depends='.length, module.indexOf(0, at + 1)).toString();
  return text.split(',').filter(Boolean);
}
