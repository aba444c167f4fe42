/**
 * What the doctor says where a layer is missing. Each situation is made for real, for one process and its children; where
 * this machine's kernel can't (Ubuntu's AppArmor, Debian's switch), the words are tried on the facts alone.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LAYERS } from '@letscode/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildHelper } from '../../src/index.js';
import { type IsolationCheck, probeIsolation } from '../../src/layers.js';
import { type Host, remedyFor } from '../../src/remedies.js';

const NATIVE = join(import.meta.dirname, '..', '..', 'native');
const NOBODYS_ID = String(0x40000000 + process.pid);
const PLAIN_USER = ['setpriv', '--reuid', NOBODYS_ID, '--regid', NOBODYS_ID, '--clear-groups'];
const COVERED_PROC = 'mount --bind /dev/null /proc/interrupts';

/** As a container's filter answers: EPERM to new namespaces, ENOSYS to what it has never heard of. */
const FILTER = `#include <errno.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(int count, char **words) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (count < 3 || !filter) return 125;
  if (!strcmp(words[1], "strict")) {
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(unshare), 0);
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER));
  } else seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(mount_setattr), 0);
  if (seccomp_load(filter) < 0) return 125;
  execv(words[2], words + 2);
  return 125;
}`;

let folder: string;
/** Where plain users may execute it. */
let helper: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'letscode-remedies-'));
  chmodSync(folder, 0o755);
  helper = join(folder, 'letscode-box');
  copyFileSync(await buildHelper(), helper);
  writeFileSync(join(folder, 'filter.c'), FILTER);
  execFileSync('cc', ['-o', join(folder, 'filter'), join(folder, 'filter.c'), '-lseccomp'], { stdio: 'pipe' });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The helper's answer after `script` in mounts of its own; `as` is put before it. */
function probeAfter(script: string, as: string[] = []): Promise<IsolationCheck> {
  return probeIsolation(['unshare', '--mount', 'sh', '-ec', `${script}\nexec "$@"`, 'sh', ...as, helper]);
}

const missing = (check: IsolationCheck) =>
  Object.fromEntries(check.layers.filter(({ ok }) => !ok).map(({ name, remedy }) => [name, remedy]));

describe.skipIf(process.getuid?.() !== 0)('the doctor names the remedy', () => {
  test('and has none to name where all is well', async () => {
    const { layers, extras } = await probeIsolation([helper]);
    expect(layers.map(({ name }) => name)).toEqual(LAYERS);
    expect(layers.filter((layer) => !layer.ok || layer.remedy)).toEqual([]);
    const names = ['landlock', 'speculation-control', 'core-scheduling', 'syscall-counting', 'io-limit'];
    expect(extras.map(({ name }) => name)).toEqual(names);
    expect(extras.filter(({ detail }) => detail === '')).toEqual([]);
  });

  test('when no user namespaces are allowed', async () => {
    const script = 'echo 0 >/proc/sys/user/max_user_namespaces';
    const check = await probeIsolation([
      ...['unshare', '--user', '--map-root-user', '--mount', 'sh', '-ec', `${script}\nexec "$@"`, 'sh', helper],
    ]);
    expect(missing(check)).toMatchObject({
      namespaces: expect.stringContaining('sysctl -w user.max_user_namespaces='),
      filesystem: expect.stringContaining('sysctl -w user.max_user_namespaces='),
    });
  });

  test('when a container has root without CAP_SYS_ADMIN', async () => {
    const check = missing(await probeIsolation(['setpriv', '--bounding-set=-sys_admin', helper]));
    expect(Object.keys(check)).toEqual(['namespaces', 'filesystem', 'network']);
    for (const remedy of Object.values(check)) expect(remedy).toMatch(/lacks CAP_SYS_ADMIN.*--privileged/);
  });

  test('when a seccomp filter around us forbids namespaces', async () => {
    const check = missing(await probeIsolation([join(folder, 'filter'), 'strict', helper]));
    expect(check.namespaces).toMatch(/seccomp filter.*seccomp=unconfined/);
  });

  test('when the kernel is too old for a call, or a filter pretends so', async () => {
    const check = missing(await probeIsolation([join(folder, 'filter'), 'old', helper]));
    expect(check.filesystem).toMatch(/newer libseccomp.*Linux 5\.12 or later \(this is \d+\.\d+/);
  });

  test('when a plain user was handed no cgroups', async () => {
    const check = missing(await probeIsolation([...PLAIN_USER, helper]));
    expect(check).toEqual({ cgroups: expect.stringContaining('systemd-run --user --scope -p Delegate=yes') });
  });

  test('when parts of /proc are covered, which matters to plain users only', async () => {
    expect(missing(await probeAfter(COVERED_PROC))).toEqual({});
    const check = missing(await probeAfter(COVERED_PROC, PLAIN_USER));
    expect(check.filesystem).toContain('systempaths=unconfined');
  });

  test('when no cgroups are mounted', async () => {
    const check = missing(await probeAfter('umount --recursive --lazy /sys/fs/cgroup'));
    expect(check).toEqual({ cgroups: expect.stringContaining('mount -t cgroup2') });
    const covered = missing(await probeAfter('mount -t tmpfs none /sys/fs/cgroup'));
    expect(covered).toEqual({ cgroups: expect.stringContaining('mount -t cgroup2') });
  });

  test('when the cgroups can only be read, as in a container', async () => {
    const script = `for path in $(awk '$2 ~ "^/sys/fs/cgroup" { print $2 }' /proc/mounts); do
      mount -o remount,bind,ro "$path"
    done`;
    const check = missing(await probeAfter(script));
    expect(check).toEqual({ cgroups: expect.stringContaining('make /sys/fs/cgroup writable') });
  });

  test.each(['/usr/include/seccomp.h', '/usr/include/stdio.h'])('when the helper is to be built without %s', (path) => {
    expect(() => buildWithout([path])).toThrow(
      /headers that are missing\. Run: apt-get install gcc libc6-dev libseccomp-dev/,
    );
  });

  test('when the helper is to be built without libseccomp', () => {
    const words = ['/usr/lib', '/usr/local/lib', '-name', 'libseccomp.so', '-o', '-name', 'libseccomp.a'];
    const libraries = execFileSync('find', words, { encoding: 'utf8' }).split('\n').filter(Boolean);
    expect(() => buildWithout(libraries)).toThrow(/Run: apt-get install gcc libc6-dev libseccomp-dev/);
  });
});

/** Builds from a copy of the sources; a file of an upper layer that is a device 0/0 hides that of the lower one. */
function buildWithout(paths: string[]): void {
  const copy = mkdtempSync(join(folder, 'build-'));
  cpSync(NATIVE, copy, { recursive: true, filter: (path) => !path.endsWith('/build') });
  const folders = [...new Set(paths.map((path) => dirname(path)))];
  const script = `for path in ${paths.join(' ')}; do
    mkdir -p "${copy}/hidden$(dirname "$path")" && mknod "${copy}/hidden$path" c 0 0
  done
  for folder in ${folders.join(' ')}; do
    mount -t overlay -o "lowerdir=${copy}/hidden$folder:$folder" overlay "$folder"
  done
  exec "$@"`;
  const build = [process.execPath, join(copy, 'build.mjs')];
  execFileSync('unshare', ['--mount', 'sh', '-ec', script, 'sh', ...build], { stdio: 'pipe' });
}

describe('the remedy for what this kernel may not have', () => {
  const plain: Host = { release: '6.8.0', isRoot: false, mayAdminister: false, isFiltered: false };
  const refused = 'unshare the mount namespace: EPERM (Operation not permitted)';

  test('Ubuntu’s AppArmor, which takes the rights away within a new namespace', () => {
    const remedy = remedyFor('namespaces', refused, { ...plain, appArmorRestricts: '1', plainUsersMay: '1' });
    expect(remedy).toContain('sysctl -w kernel.apparmor_restrict_unprivileged_userns=0');
  });

  test('Debian’s switch', () => {
    const remedy = remedyFor('network', refused, { ...plain, plainUsersMay: '0' });
    expect(remedy).toContain('sysctl -w kernel.unprivileged_userns_clone=1');
  });

  test('an old kernel', () => {
    const remedy = remedyFor('filesystem', 'root path /usr: ENOSYS (Function not implemented)', {
      ...plain,
      release: '5.4.0',
    });
    expect(remedy).toBe('Use Linux 5.12 or later (this is 5.4.0).');
  });
});
