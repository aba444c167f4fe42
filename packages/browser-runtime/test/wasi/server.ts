/** The server's side for C, C++ and Rust: the real judge on the real sandbox, and its compiler for browsers. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestResponse } from '@letscode/core';
import { type CompiledModule, compileModule, createJudge, openModuleToolchain } from '@letscode/judge';
import { loadLanguages, resolveLanguage } from '@letscode/languages';
import { openSandbox } from '@letscode/sandbox';

export interface NativeServer {
  run(code: string, input?: string): Promise<TestResponse>;
  compile(code: string): Promise<CompiledModule>;
  close(): Promise<void>;
}

/** @param id `c`, `cpp` or `rust` */
export async function openNativeServer(id: string): Promise<NativeServer> {
  const folder = await mkdtemp(join(tmpdir(), 'letscode-parity-'));
  const scratchFolder = join(folder, 'scratch');
  await mkdir(scratchFolder);
  const searchPath = ['/usr/local/bin', '/usr/bin', '/bin'];
  const definition = loadLanguages().find((each) => each.id === id);
  if (!definition) throw new Error(`there is no ${id}`);
  const runner = await openSandbox({ laneCount: 1 });
  const native = await resolveLanguage(definition, { searchPath });
  const cacheFolder = join(folder, 'prepared');
  const opened = await openModuleToolchain(definition, {
    runner,
    cacheFolder,
    scratchFolder,
    searchPath,
    now: Date.now,
  });
  if (!native.ok || !opened?.ok) throw new Error(`${id} is not installed: ${JSON.stringify(opened)}`);
  const judge = createJudge({ runner, languages: [native.definition], scratchFolder, laneCount: 1 });
  return {
    run: (code, input = '') => judge.runTests({ code, language: id, input }, undefined),
    compile: (code) => compileModule({ runner, scratchFolder }, opened.toolchain.language, code),
    async close() {
      await runner.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
