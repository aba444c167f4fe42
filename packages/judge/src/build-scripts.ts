/**
 * Programs of a package that say themselves how they are built and run: a folder with `build`, which
 * makes the program, and `run`, which is the program. Either may be a script in any language; both are
 * executed in the sandbox, with all of the machine's toolchains in reach.
 */
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { COMPILE_LIMITS } from '@letscode/core';
import type { LanguageDefinition } from '@letscode/languages';
import { BOX, outputPaths, removeOutputs, runInBox } from './box-run.js';
import { readClipped, SHOWN_BYTES } from './clipped-text.js';
import type { CompiledProgram } from './compile-program.js';
import type { RunsPrograms, SourceFile } from './contract.js';
import { guardFiles } from './faults.js';

const MIB = 1024 * 1024;
const ROOT = [
  '/usr/bin',
  '/usr/lib',
  '/usr/libexec',
  '/usr/include',
  '/usr/local',
  '/usr/share',
  '/bin',
  '/lib',
  '/lib64',
  // Where `cc` and `c++` lead: the format names them.
  '/etc/alternatives',
];

const BUILD = 'cp -r /src/. . && chmod -R u+rwx . && if [ -f build ]; then ./build; fi && [ -f run ]';

export function isScripted(sources: readonly SourceFile[]): boolean {
  return sources.some(({ name }) => name === 'build' || name === 'run');
}

/** What a definition says of a language, for programs that are their own. */
export function scriptedLanguage(): LanguageDefinition {
  return {
    id: 'scripts',
    name: 'build and run',
    extension: 'sh',
    otherExtensions: [],
    claims: [],
    aliases: [],
    editorMode: 'shell',
    template: '',
    version: [],
    proof: { code: '', input: '', output: '' },
    remedy: '',
    run: {
      argv: ['{app}/run'],
      env: {},
      profile: 'default',
      root: ROOT.filter((path) => existsSync(path)),
      support: [],
      limits: { timeFactor: 1, extraMemoryBytes: 0, processCount: COMPILE_LIMITS.processCount },
    },
  };
}

/** @param job `hostFolder` is empty; `app` below it becomes the artifact */
export async function buildByScript(job: {
  runner: RunsPrograms;
  language: LanguageDefinition;
  sources: readonly SourceFile[];
  hostFolder: string;
}): Promise<CompiledProgram> {
  const hostSourcePath = join(job.hostFolder, 'src');
  const hostArtifactPath = join(job.hostFolder, 'app');
  const hostOutputStem = join(job.hostFolder, 'build');
  await guardFiles('writing the sources of a program of the package', async () => {
    for (const { name, content } of job.sources) {
      await mkdir(dirname(join(hostSourcePath, name)), { recursive: true });
      await writeFile(join(hostSourcePath, name), content, { mode: 0o644 });
    }
    await mkdir(hostArtifactPath, { recursive: true });
  });
  const command = { ...job.language.run, argv: ['/bin/sh', '-c', BUILD] };
  const report = await runInBox(job.runner, {
    command,
    phase: 'run',
    sources: [],
    main: 'run',
    memoryBytes: COMPILE_LIMITS.memoryBytes,
    mounts: [{ hostPath: hostSourcePath, boxPath: BOX.source }],
    limits: COMPILE_LIMITS,
    hostOutputStem,
    collect: { hostPath: hostArtifactPath, maxBytes: 256 * MIB, maxFiles: 4_000 },
  });
  const output = await guardFiles('reading what the build printed', async () => {
    const { stdout, stderr } = outputPaths(hostOutputStem);
    const printed = await Promise.all([readClipped(stderr, SHOWN_BYTES), readClipped(stdout, SHOWN_BYTES)]);
    await removeOutputs(hostOutputStem);
    for (const entry of await readdir(hostArtifactPath, { recursive: true, withFileTypes: true }))
      await chmod(join(entry.parentPath, entry.name), 0o755);
    return printed.map(({ text }) => text).join('');
  });
  const ok = report.exit.kind === 'exited' && report.exit.code === 0;
  const result = { ok, output, cpuTimeMs: report.usage.cpuTimeMs, cached: false };
  return { language: job.language, result, hostArtifactPath, main: 'run', layers: report.layers };
}
