/**
 * seccomp profiles: Docker's JSON format, flattened to rules for the helper.
 *
 * Files are `profiles/<name>.json`. A run of phase `compile` takes
 * `<name>-compile.json`, else `compile.json`; a run of phase `run` takes
 * `<name>.json`, else `default.json`.
 *
 * The format lacks words that the native sandbox has, so the beginning of a
 * group's comment says them; Docker reads past it:
 *   quiet:       refused and reported to nobody: a runtime's harmless probes
 *   start:       allowed once, for the start of the program
 *   unrecorded:  allowed though no recorded program needs it; the reason follows
 * Every other SCMP_ACT_ERRNO is refused and reported by name, with whatever
 * arguments the call is not allowed; what no group names ends the run
 * (native/profile.c).
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { LetscodeError, type Phase } from '@letscode/core';
import type { Pair } from './frames.js';

/** What an operator may write: more than our own files hold. */
interface ReadProfile {
  defaultAction: string;
  syscalls: {
    names: string[];
    action: string;
    errnoRet?: number;
    comment?: string;
    args?: { index: number; value: number; valueTwo?: number; op: string }[];
  }[];
}

const FOLDER = fileURLToPath(new URL('../profiles/', import.meta.url));
const EPERM = 1;

/** The name of the file that serves `profile` in `phase`. */
export function profileFileName(profile: string, phase: Phase): string {
  if (!/^[a-z0-9][a-z0-9+-]*$/.test(profile))
    throw new LetscodeError('internal', `not a profile name: ${JSON.stringify(profile)}`);
  const [own, general] = phase === 'compile' ? [`${profile}-compile`, 'compile'] : [profile, 'default'];
  const found = [own, general].find((name) => existsSync(`${FOLDER}${name}.json`));
  if (!found)
    throw new LetscodeError('internal', `there is no seccomp profile ${own}.json and no ${general}.json in ${FOLDER}`);
  return found;
}

/** The frame that defines a profile in a helper. */
export async function profileFrame(fileName: string): Promise<Pair[]> {
  const profile = JSON.parse(await readFile(`${FOLDER}${fileName}.json`, 'utf8')) as ReadProfile;
  return [['kind', 'profile'], ['name', fileName], ...rulesOf(profile, fileName).map((rule): Pair => ['rule', rule])];
}

/** `action errno name [index operator value valueTwo]…`, one rule a system call. */
export function rulesOf(profile: ReadProfile, fileName: string): string[] {
  if (!profile.defaultAction.startsWith('SCMP_ACT_KILL')) {
    throw new LetscodeError('internal', `${fileName}.json: the default action must kill, not ${profile.defaultAction}`);
  }
  return profile.syscalls.flatMap((group) => {
    const conditions = (group.args ?? []).flatMap((arg) => [arg.index, arg.op, arg.value, arg.valueTwo ?? 0]);
    return group.names.map((name) =>
      [actionOf(group, fileName), group.errnoRet ?? EPERM, name, ...conditions].join(' '),
    );
  });
}

function actionOf(group: ReadProfile['syscalls'][number], fileName: string): string {
  if (group.action === 'SCMP_ACT_ALLOW') return group.comment?.startsWith('start:') ? 'start' : 'allow';
  if (group.action === 'SCMP_ACT_ERRNO') return group.comment?.startsWith('quiet:') ? 'quiet' : 'refuse';
  throw new LetscodeError('internal', `${fileName}.json: unknown action ${group.action}`);
}
