/**
 * The files under profiles/ are what their sources say, and are what Docker
 * takes. `npm test -- -u packages/sandbox` writes them anew.
 */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { composeProfile } from '../../src/profile-source/compose-profile.js';
import { formatProfile } from '../../src/profile-source/format-profile.js';
import { PROFILE_SOURCES } from '../../src/profile-source/profile-sources.js';
import { FOLDER, readProfile } from './recorded-calls.js';

const names = Object.keys(PROFILE_SOURCES);

/** Never to be had in any phase; some of them were in no list of a peer, and became a hole. */
const NEVER = (
  'ptrace process_vm_readv process_vm_writev kcmp pidfd_open pidfd_getfd pidfd_send_signal process_madvise mount umount2 pivot_root ' +
  'chroot setns unshare open_tree move_mount mount_setattr fsopen open_by_handle_at name_to_handle_at bpf perf_event_open ' +
  'userfaultfd io_uring_setup io_uring_enter io_uring_register keyctl add_key request_key personality clone3 ' +
  'memfd_secret init_module kexec_load reboot syslog iopl ioperm modify_ldt shmget semget msgget mq_open socket connect bind ' +
  'listen sendmsg recvmsg sched_setaffinity sched_setscheduler setpriority flock inotify_init1 fanotify_init seccomp capset ' +
  'setuid setgroups chown settimeofday sethostname'
).split(' ');

test.each(names)('profiles/%s.json is what its source says', async (name) => {
  await expect(formatProfile(composeProfile(name))).toMatchFileSnapshot(`${FOLDER}${name}.json`);
});

test('there is no file without a source', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(names.map((name) => `${name}.json`).sort());
});

test.each(names)('%s.json is a profile that Docker takes', (name) => {
  const { defaultAction, archMap, syscalls } = readProfile(name);
  expect(defaultAction).toBe('SCMP_ACT_KILL_PROCESS');
  expect(archMap.map(({ architecture }) => architecture)).toEqual(['SCMP_ARCH_X86_64', 'SCMP_ARCH_AARCH64']);
  expect(archMap.flatMap(({ subArchitectures }) => subArchitectures)).toEqual([]);
  for (const group of syscalls) {
    expect(group.names.length).toBeGreaterThan(0);
    expect(new Set(group.names).size).toBe(group.names.length);
    expect(['SCMP_ACT_ALLOW', 'SCMP_ACT_ERRNO']).toContain(group.action);
    if (group.action === 'SCMP_ACT_ERRNO') expect(group.errnoRet).toBeGreaterThan(0);
    // libseccomp takes one comparison for each argument of a rule
    const indices = (group.args ?? []).map(({ index }) => index);
    expect(new Set(indices).size).toBe(indices.length);
  }
});

test.each(names)(
  '%s.json has no refusal for all of a call that it allows: libseccomp would take it for all',
  (name) => {
    const { syscalls } = readProfile(name);
    const allowed = new Set(
      syscalls.filter(({ action }) => action === 'SCMP_ACT_ALLOW').flatMap((group) => group.names),
    );
    const whole = syscalls
      .filter((group) => group.action === 'SCMP_ACT_ERRNO' && !group.args)
      .flatMap(({ names }) => names);
    expect(whole.filter((call) => allowed.has(call))).toEqual([]);
  },
);

test.each(names)('%s.json never allows what reaches beyond a box', (name) => {
  const { syscalls } = readProfile(name);
  const allowed = syscalls.filter(({ action }) => action === 'SCMP_ACT_ALLOW');
  const calls = allowed.flatMap((group) => group.names);
  // Mono gives its threads the scheduler that they have.
  const never = NEVER.filter((call) => call !== 'sched_setscheduler' || !name.startsWith('csharp'));
  expect(never.filter((call) => calls.includes(call))).toEqual([]);
  if (name !== 'default') expect(calls).not.toContain('memfd_create');
  for (const group of allowed)
    if (
      ['clone', 'ioctl', 'fcntl', 'mknod', 'mknodat', 'prctl', 'prlimit64', 'sched_setscheduler', 'socketpair'].some(
        (call) => group.names.includes(call),
      )
    )
      expect(group.args?.length, group.comment).toBeGreaterThan(0);
});

test('every profile refuses politely what an honest program may try', () => {
  for (const name of names) {
    const { syscalls } = readProfile(name);
    const named = new Set(syscalls.flatMap((group) => group.names));
    for (const call of NEVER) expect(named, name).toContain(call);
  }
});
