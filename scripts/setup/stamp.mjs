/**
 * Stamps: whether a built thing is older than what it is made of.
 *
 * A stamp is a hash over the content of every input; times of files are not
 * looked at, because a checkout sets them as it likes.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LEFT_OUT = new Set(['node_modules', 'dist', 'build', '.git', '.letscode']);

function* filesBelow(path) {
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (LEFT_OUT.has(entry.name)) continue;
    const full = join(path, entry.name);
    if (entry.isDirectory()) yield* filesBelow(full);
    else if (entry.isFile()) yield full;
  }
}

/**
 * @param {string} root
 * @param {string[]} inputs files and folders, relative to root
 */
export function hashOf(root, inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const path = join(root, input);
    if (!existsSync(path)) continue;
    let files;
    try {
      files = [...filesBelow(path)];
    } catch {
      files = [path];
    }
    for (const file of files)
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(readFileSync(file))
        .update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} stampFile @param {string} hash @param {string[]} outputs absolute paths that must exist */
export function isFresh(stampFile, hash, outputs) {
  if (!outputs.every((output) => existsSync(output))) return false;
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;
}

export function writeStamp(stampFile, hash) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, hash);
}
