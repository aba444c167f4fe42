/** The server's side of the comparison: the real judge on the real sandbox, with the interpreter that is installed here. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestResponse } from '@letscode/core';
import { createJudge } from '@letscode/judge';
import { loadLanguages, resolveLanguage } from '@letscode/languages';
import { openSandbox } from '@letscode/sandbox';

export interface PythonServer {
  run(code: string, input?: string): Promise<TestResponse>;
  close(): Promise<void>;
}

export async function openPythonServer(): Promise<PythonServer> {
  const folder = await mkdtemp(join(tmpdir(), 'letscode-parity-'));
  const scratchFolder = join(folder, 'scratch');
  await mkdir(scratchFolder);
  const python = loadLanguages().filter(({ id }) => id === 'python');
  const searchPath = (process.env.PATH ?? '').split(':');
  const resolved = await Promise.all(python.map((each) => resolveLanguage(each, { searchPath })));
  const languages = resolved.flatMap((each) => (each.ok ? [each.definition] : []));
  const sandbox = await openSandbox({ laneCount: 1 });
  const judge = createJudge({ runner: sandbox, languages, scratchFolder, laneCount: 1 });
  return {
    run: (code, input = '') => judge.runTests({ code, language: 'python', input }, undefined),
    async close() {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
