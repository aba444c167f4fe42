/** Small packages and zips for the tests, made in a temporary folder that is removed after each test. */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LetscodeError } from '@letscode/core';
import { afterEach, beforeEach } from 'vitest';
import { ZipFile } from 'yazl';

export type Files = Record<string, string>;

/** A folder that is there while a test runs. */
export function temporaryFolder(): { readonly path: string } {
  const folder = { path: '' };
  beforeEach(() => {
    folder.path = mkdtempSync(join(tmpdir(), 'letscode-package-test-'));
  });
  afterEach(() => {
    rmSync(folder.path, { recursive: true, force: true });
  });
  return folder;
}

export function writeFiles(folder: string, files: Files): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export async function zipOf(files: Files, modes: Record<string, number> = {}): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, text] of Object.entries(files))
    zip.addBuffer(Buffer.from(text), path, { mode: modes[path] ?? 0o100644 });
  zip.end();
  const chunks: Buffer[] = [];
  zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(zip.outputStream, 'end');
  return Buffer.concat(chunks);
}

/** The message of the `bad_package` that the promise ends with. */
export async function faultOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof LetscodeError && error.code === 'bad_package') return error.message;
    throw error;
  }
  return 'no fault';
}

/** As little as the legacy format lets a package be. */
export const LEGACY: Files = {
  'problem.yaml': 'name: Sum\nlicense: cc0\nauthor: Ada\n',
  'problem_statement/problem.en.tex': '\\problemname{Sum}\nAdd.\n',
  'data/sample/1.in': '1 2\n',
  'data/sample/1.ans': '3\n',
  'data/secret/1.in': '3 4\n',
  'data/secret/1.ans': '7\n',
  'submissions/accepted/sum.py': 'print(sum(map(int, input().split())))\n',
};

export const MODERN: Files = {
  'problem.yaml': 'problem_format_version: 2025-09\nname: Sum\nuuid: 7c1a\nlicense: cc0\ncredits: Ada\n',
  'statement/problem.en.md': 'Add.\n',
  'data/sample/1.in': '1 2\n',
  'data/sample/1.ans': '3\n',
  'data/secret/1.in': '3 4\n',
  'data/secret/1.ans': '7\n',
  'submissions/accepted/sum.py': 'print(sum(map(int, input().split())))\n',
};
