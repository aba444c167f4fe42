/** What may be asked of the sandbox: specs that make sense, within the operator's bounds. */
import { posix } from 'node:path';
import { LetscodeError, type Limits, limitsSchema, type RunSpec } from '@letscode/core';

/** Places of the box that are ours, or would uncover the host. */
const OWN_PLACES = ['/', '/proc', '/sys', '/dev', '/work', '/tmp'];

/** Eleven days: the helper counts in nanoseconds of 64 bits. */
const MAX_TIME_MS = 1e9;

/** @throws LetscodeError `internal` when the spec can't be run by anyone: a fault of the caller's code */
export function checkSpec(spec: RunSpec): void {
  const program = spec.argv[0];
  if (program === undefined || !isPlainPath(program)) throw malformed('argv[0]', program);
  if (spec.boxCwd !== undefined && !isPlainPath(spec.boxCwd)) throw malformed('boxCwd', spec.boxCwd);
  for (const path of spec.root) if (!isPlainPath(path) || isOwnPlace(path)) throw malformed('root', path);
  for (const mount of spec.mounts) {
    if (!isPlainPath(mount.boxPath) || OWN_PLACES.includes(mount.boxPath)) throw malformed('mounts', mount.boxPath);
    if (/^\/(proc|dev|sys)\//.test(mount.boxPath)) throw malformed('mounts', mount.boxPath);
  }
  for (const { boxPath } of spec.ahead?.mounts ?? [])
    if (!isPlainPath(boxPath) || isOwnPlace(boxPath)) throw malformed('ahead.mounts', boxPath);
  const collect = spec.collect?.boxPath;
  if (collect !== undefined && collect !== '/work' && !collect.startsWith('/work/'))
    throw malformed('collect', collect);
  for (const name of Object.keys(spec.env)) if (name === '' || name.includes('=')) throw malformed('env', name);
  const limits = limitsSchema.safeParse(spec.limits);
  if (!limits.success || Math.max(spec.limits.cpuTimeMs, spec.limits.wallTimeMs) > MAX_TIME_MS)
    throw malformed('limits', JSON.stringify(spec.limits));
}

function malformed(what: string, value: string | undefined): LetscodeError {
  return new LetscodeError('internal', `malformed run: ${what} ${JSON.stringify(value)}`);
}

function isPlainPath(path: string): boolean {
  return path.startsWith('/') && posix.normalize(path) === path;
}

function isOwnPlace(path: string): boolean {
  return OWN_PLACES.includes(path) || /^\/(proc|dev|sys)\//.test(path);
}

/** @throws LetscodeError `bad_limit` that names the limit and the most it may be */
export function checkBounds(limits: Limits, bounds: Partial<Limits>): void {
  for (const [name, most] of Object.entries(bounds) as [keyof Limits, number | undefined][]) {
    const wanted = limits[name];
    if (most === undefined || wanted === undefined || wanted <= most) continue;
    throw new LetscodeError('bad_limit', `${name} may be at most ${most} on this server, not ${wanted}.`);
  }
}
