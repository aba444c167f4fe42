/**
 * A root folder for an image: the named programs and folders of this machine, what they are linked with, and nothing else.
 *
 * Plain JavaScript without dependencies. Links on the way to a path are made anew and their targets added; every ELF file
 * that comes in brings the shared libraries that `ldd` names. Nothing is setuid, and no user owns anything.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, posix } from 'node:path';

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);

/**
 * @param {string} folder an empty folder
 * @param {{paths: string[], without?: string[]}} content absolute paths, `*` stands for any part of a name, a last `?` means
 *   "if there"; `without` are names (`*` as before) that
 *   are left out of folders
 */
export function makeRoot(folder, { paths, without = [] }) {
  const skipped = without.map(patternOf);
  const root = { folder, isSkipped: (name) => skipped.some((pattern) => pattern.test(name)), elfFiles: [] };
  for (const link of ['/bin', '/sbin', '/lib', '/lib64', '/lib32', '/libx32'])
    if (existsSync(link) && lstatSync(link).isSymbolicLink()) place(root, link);
  for (const path of paths.flatMap(matching)) add(root, path);
  addLibraries(root);
  makeSystemFiles(folder);
}

function matching(pattern) {
  const optional = pattern.endsWith('?');
  const plain = optional ? pattern.slice(0, -1) : pattern;
  let found = ['/'];
  for (const name of plain.split('/').filter(Boolean)) {
    const wanted = patternOf(name);
    found = found.flatMap((at) =>
      name.includes('*')
        ? namesIn(at)
            .filter((one) => wanted.test(one))
            .map((one) => join(at, one))
        : [join(at, name)],
    );
  }
  const there = found.filter((path) => existsSync(path));
  if (there.length === 0 && !optional) throw new Error(`there is no ${pattern} on this machine`);
  return there;
}

/** `*` stands for any part of a name. */
function patternOf(name) {
  const parts = name.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

function namesIn(path) {
  return existsSync(path) && statSync(path).isDirectory() ? readdirSync(path) : [];
}

/** A path with all that is below it. */
function add(root, path) {
  const real = place(root, path);
  if (!statSync(real).isDirectory()) return;
  for (const name of readdirSync(real)) if (!root.isSkipped(name)) addBelow(root, join(real, name));
}

function addBelow(root, path) {
  const status = lstatSync(path);
  if (status.isSymbolicLink()) {
    if (existsSync(path)) add(root, path);
  } else if (status.isDirectory() || status.isFile()) add(root, path);
}

/** Makes the path itself, with the links on the way. @returns the real path */
function place(root, path) {
  let done = '/';
  const rest = path.split('/').filter(Boolean);
  while (rest.length > 0) {
    const at = join(done, rest.shift());
    const status = lstatSync(at);
    const inRoot = join(root.folder, at);
    if (status.isSymbolicLink()) {
      const target = readlinkSync(at);
      if (!isThere(inRoot)) symlinkSync(target, inRoot);
      rest.unshift(...posix.resolve(done, target).split('/').filter(Boolean));
      done = '/';
    } else {
      if (!isThere(inRoot)) make(root, at, inRoot, status);
      done = at;
    }
  }
  return done;
}

function isThere(path) {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function make(root, at, inRoot, status) {
  if (status.isDirectory()) return mkdirSync(inRoot, { mode: 0o755 });
  copyFileSync(at, inRoot);
  chmodSync(inRoot, status.mode & 0o111 ? 0o755 : 0o644);
  if (isElf(at)) root.elfFiles.push(at);
}

function isElf(path) {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(4);
    return readSync(file, head, 0, 4, 0) === 4 && head.equals(ELF);
  } finally {
    closeSync(file);
  }
}

function addLibraries(root) {
  while (root.elfFiles.length > 0) {
    const files = root.elfFiles.splice(0, 200);
    for (const library of librariesOf(files)) place(root, library);
  }
}

function librariesOf(files) {
  let output;
  try {
    output = execFileSync('ldd', files, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 << 20 });
  } catch (error) {
    output = String(error.stdout ?? ''); // a static file among them makes the status 1
  }
  return [...new Set(output.match(/(?<=^\s+(?:\S+ => )?)\/\S+(?= \(0x)/gm) ?? [])].filter((path) => existsSync(path));
}

function makeSystemFiles(folder) {
  for (const name of ['etc', 'dev', 'proc', 'sys', 'tmp', 'work', '.letscode'])
    mkdirSync(join(folder, name), { recursive: true, mode: 0o755 });
  for (const name of ['tmp', 'work']) chmodSync(join(folder, name), 0o1777); // what is mounted there takes this mode over
  const files = {
    'etc/passwd':
      'root:x:0:0:root:/:/bin/sh\nrunner:x:1000:1000:runner:/work:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
    'etc/group': 'root:x:0:\nrunner:x:1000:\nnogroup:x:65534:\n',
  };
  for (const [name, text] of Object.entries(files))
    if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), text, { mode: 0o644 });
}
