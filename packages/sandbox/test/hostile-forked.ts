/** What the suites of interpreters started ahead share: their specs, and the processes of the helper behind them. */
import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunSpec } from '@letscode/core';
import { type Box, descendantsOf } from './box-fixture.js';

const BUILD_SCRIPT = fileURLToPath(new URL('../../languages/native/build.mjs', import.meta.url));
let startPath: string | undefined;

function hostStartPath(): string {
  startPath ??= execFileSync(process.execPath, [BUILD_SCRIPT], { encoding: 'utf8' }).trim();
  return startPath;
}

type More = Parameters<Box['spec']>[1];

/** Python from a box that is forked from an interpreter; `how` may say that it is started, or be `plain`. */
export function pythonSpec(
  box: Box,
  script: string,
  more: More = {},
  how: 'forked' | 'started' | 'plain' = 'forked',
): RunSpec {
  const argv = ['/usr/bin/python3', script];
  const env = { PATH: '/usr/bin', LANG: 'C.UTF-8' };
  const spec = box.spec(argv, { profile: 'python', env, ...more });
  if (how === 'plain') return spec;
  const mounts = [{ hostPath: hostStartPath(), boxPath: '/start' }];
  return { ...spec, ahead: { argv, env: { ...env, LD_PRELOAD: '/start/start.so' }, mounts, how } };
}

export function nodeSpec(
  box: Box,
  script: string,
  more: More = {},
  how: 'forked' | 'started' | 'plain' = 'forked',
): RunSpec {
  const node = realpathSync(process.execPath);
  const folder = dirname(dirname(node));
  const root = folder === '/usr' ? box.spec(['/']).root : [...box.spec(['/']).root, folder];
  const argv = [node, '--max-old-space-size=128', script];
  const spec = box.spec(argv, { profile: 'javascript', root, ...more });
  if (how === 'plain') return spec;
  const mounts = [{ hostPath: hostStartPath(), boxPath: '/start' }];
  return {
    ...spec,
    ahead: {
      argv: [node, '--require', '/start/start_node.cjs', ...argv.slice(1)],
      env: spec.env,
      mounts,
      how,
    },
  };
}

function fieldOf(pid: number, name: string): string {
  try {
    return new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

/** Helpers that this process has started; not their boxes, which may bear the same name. */
export function helpersBelow(pid: number): number[] {
  return descendantsOf(pid).filter(
    (child) => fieldOf(child, 'Name').startsWith('letscode-box') && fieldOf(child, 'PPid') === String(pid),
  );
}

/** Templates of a helper: interpreters that are its own children. */
export function templatesOf(helper: number, script: string): number[] {
  return descendantsOf(helper).filter((pid) => {
    if (fieldOf(pid, 'PPid') !== String(helper)) return false;
    try {
      const [program, ...words] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return /^(python|node)/.test(basename(program ?? '')) && (script === '' || words.includes(script));
    } catch {
      return false;
    }
  });
}
