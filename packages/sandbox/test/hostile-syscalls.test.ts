/**
 * Every number that a system call could have: whatever the profile doesn't allow must not be executed, and must be named.
 *
 *   refused with an errno    the program sees that errno, the report has the name
 *   in no group              the run ends there as `syscall-refused`
 *   x32 and i386             as in no group, whatever the number
 * What a group allows is not tried: the program needs it, or attacks of their own are about it. Besides, a list of calls that
 * no profile may ever allow is kept here, so that the profiles aren't only measured by themselves.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { setStage } from './hostile-stage.js';

const PROFILES = fileURLToPath(new URL('../profiles/', import.meta.url));
const X32_BIT = 0x40000000;
/** Beyond the highest number of today's kernels. */
const NUMBERS = 600;
/** A report names no more kinds of calls than this. */
const REPORTED_KINDS = 32;

/**
 * uretprobe and uprobe: kernels that have them let them pass every filter (kernel/seccomp.c since 6.14), and answer with SIGILL or ENXIO to whoever calls them from anywhere but the kernel's own trampoline.
 */
const UNFILTERED_BY_KERNEL = [335, 336];

/** Newer than the headers of today's distributions; in groups of the profiles by name. */
const NEWER_NAMES: [number, string][] = [
  [452, 'fchmodat2'],
  [453, 'map_shadow_stack'],
  [454, 'futex_wake'],
  [455, 'futex_wait'],
  [456, 'futex_requeue'],
  [462, 'mseal'],
];

const NEVER = [
  ...[
    'ptrace',
    'process_vm_readv',
    'process_vm_writev',
    'kcmp',
    'pidfd_getfd',
    'bpf',
    'perf_event_open',
    'userfaultfd',
  ],
  ...[
    'io_uring_setup',
    'io_uring_enter',
    'io_uring_register',
    'keyctl',
    'add_key',
    'request_key',
    'unshare',
    'setns',
    'mount',
  ],
  ...[
    'umount2',
    'pivot_root',
    'chroot',
    'move_mount',
    'open_tree',
    'fsopen',
    'fsmount',
    'mount_setattr',
    'open_by_handle_at',
  ],
  ...[
    'connect',
    'bind',
    'listen',
    'accept',
    'sendmsg',
    'recvmsg',
    'shmget',
    'shmat',
    'semget',
    'msgget',
    'mq_open',
    'flock',
  ],
  ...[
    'init_module',
    'finit_module',
    'delete_module',
    'kexec_load',
    'reboot',
    'swapon',
    'iopl',
    'ioperm',
    'modify_ldt',
    'acct',
  ],
  ...[
    'settimeofday',
    'clock_settime',
    'sethostname',
    'syslog',
    'quotactl',
    'fanotify_init',
    'inotify_init1',
    'personality',
  ],
];

interface Group {
  names: string[];
  action: string;
  errnoRet?: number;
  comment?: string;
  args?: unknown[];
}

/** What a profile says of one call without a condition on its arguments. */
type Answer = 'allowed' | 'conditional' | 'quiet' | { errno: number };

function answersOf(fileName: string): Map<string, Answer> {
  const { syscalls } = JSON.parse(readFileSync(PROFILES + fileName, 'utf8')) as { syscalls: Group[] };
  const answers = new Map<string, Answer>();
  const isWeaker = (name: string) => !answers.has(name) || typeof answers.get(name) === 'object';
  for (const { names, action, errnoRet, comment, args } of syscalls)
    for (const name of names) {
      if (action !== 'SCMP_ACT_ALLOW' && !comment?.startsWith('quiet')) {
        if (!answers.has(name)) answers.set(name, { errno: errnoRet ?? 1 });
      } else if (isWeaker(name)) {
        answers.set(name, args?.length ? 'conditional' : action === 'SCMP_ACT_ALLOW' ? 'allowed' : 'quiet');
      }
    }
  return answers;
}

/** Name by number, from the C library's own header. */
function callNames(): Map<number, string> {
  const header = ['/usr/include/x86_64-linux-gnu/asm/unistd_64.h', '/usr/include/asm/unistd_64.h'].map((path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  });
  const names = new Map(NEWER_NAMES);
  for (const [, name = '', number] of header.join('\n').matchAll(/^#define __NR_(\w+) (\d+)$/gm))
    names.set(Number(number), name);
  return names;
}

const profileFiles = readdirSync(PROFILES).filter((name) => name.endsWith('.json'));

describe.skipIf(process.arch !== 'x64')('system calls by their numbers', () => {
  const stage = setStage(4);
  const names = callNames();

  beforeAll(() => {
    stage.box.compile(fileURLToPath(new URL('hostile-syscalls.c', import.meta.url)), 'call', ['-static']);
  });

  const call = (numbers: number[], profile: string, phase: 'run' | 'compile') =>
    stage.box.run(['/box/call', ...numbers.map(String)], { profile, phase });

  test('the numbers have names', () => {
    expect(names.get(101)).toBe('ptrace');
    expect(names.size).toBeGreaterThan(300);
  });

  test.each(profileFiles)('no call is allowed by %s that no program may make', (fileName) => {
    const answers = answersOf(fileName);
    expect(NEVER.filter((name) => ['allowed', 'conditional'].includes(String(answers.get(name))))).toEqual([]);
  });

  test.each(profileFiles)('what %s refuses is answered with an errno, and named', async (fileName) => {
    const [profile = '', phase] = fileName.replace('.json', '').split('-');
    const answers = answersOf(fileName);
    const refused = [...names].flatMap(([number, name]) => {
      const answer = answers.get(name);
      return typeof answer === 'object' ? [{ number, name, ...answer }] : [];
    });
    expect(refused.length).toBeGreaterThan(50);
    for (let from = 0; from < refused.length; from += REPORTED_KINDS) {
      const part = refused.slice(from, from + REPORTED_KINDS);
      const numbers = part.map(({ number }) => number);
      const { report, stdout } = await call(
        numbers,
        profile,
        phase === 'compile' || profile === 'compile' ? 'compile' : 'run',
      );
      expect(report.exit).toEqual({ kind: 'exited', code: 0 });
      expect(stdout.trim().split('\n')).toEqual(part.map(({ number, errno }) => `${number} ${errno}`));
      expect(report.violations.map(({ syscall }) => syscall).sort()).toEqual(part.map(({ name }) => name).sort());
    }
  });

  test.each(['default.json', 'c.json'])('a number that %s does not know ends the run', async (fileName) => {
    const answers = answersOf(fileName);
    const unknown = Array.from({ length: NUMBERS }, (_, number) => number).filter(
      (number) => !answers.has(names.get(number) ?? '') && !UNFILTERED_BY_KERNEL.includes(number),
    );
    expect(unknown.length).toBeGreaterThan(100);
    await expectRefused(unknown, fileName.replace('.json', ''));
  });

  test('no number with the x32 bit is executed, and none beyond all numbers', async () => {
    const plain = Array.from({ length: 600 }, (_, number) => number).filter(
      (number) => number % 3 === 0 || number > 500,
    );
    const beyond = [1024, 4095, 65535, 0x3fffffff, 0x7fffffff];
    await expectRefused([...plain.map((number) => number + X32_BIT), ...beyond], 'default');
  });

  /** One run for each number, since it ends there. */
  async function expectRefused(numbers: number[], profile: string): Promise<void> {
    const outcomes = await Promise.all(numbers.map((number) => call([number], profile, 'run')));
    const survived = outcomes.flatMap(({ report, stdout }, i) =>
      report.exit.kind === 'syscall-refused' && stdout === '' && report.violations.length === 1
        ? []
        : [`${numbers[i]}: ${JSON.stringify(report.exit)} ${stdout}`],
    );
    expect(survived).toEqual([]);
  }
});
