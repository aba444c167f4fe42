/**
 * The system calls that some profile allows: what each is for, which arguments
 * decide, and which calls are other forms of one another.
 *
 * A *word* names a call as profiles speak of it: `openat`, or with the argument
 * that makes it harmless, `fcntl:F_GETFL`, `clone:thread`.
 */
import type { Condition } from './docker-profile.js';

/** Comment of a group in a profile → the words that belong to it, in no order. */
export const THEMES: Readonly<Record<string, string>> = {
  'reading and writing':
    'read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek close close_range sendfile copy_file_range ' +
    'fsync fdatasync fadvise64 ftruncate truncate fallocate',
  'descriptors, waiting for them':
    'dup dup2 dup3 pipe pipe2 poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait ' +
    'epoll_pwait2 eventfd eventfd2 timerfd_create timerfd_settime timerfd_gettime signalfd4',
  'files, all of them on read-only or size-limited mounts':
    'open openat creat stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat ' +
    'getdents getdents64 getcwd chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat ' +
    'symlink symlinkat chmod fchmod fchmodat umask utime utimes utimensat futimesat listxattr llistxattr flistxattr ' +
    'getxattr lgetxattr fgetxattr',
  'memory, bounded by the cgroup':
    'mmap munmap mprotect mremap madvise msync mincore brk arch_prctl membarrier mlock munlock memfd_create',
  'threads, and the end of a process':
    'exit exit_group set_tid_address set_robust_list get_robust_list rseq futex sched_yield sched_getaffinity clone:thread',
  'processes, without new namespaces':
    'clone:process mknod:fifo mknodat:fifo fork vfork execve execveat wait4 waitid setpgid setsid capget',
  'what a program asks about itself and the machine':
    'getpid gettid getppid getpgid getpgrp getsid getuid geteuid getgid getegid getresuid getresgid getgroups getrusage times ' +
    'getpriority sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min sched_rr_get_interval getcpu ' +
    'uname sysinfo getrandom',
  'limits of itself only: where no other id exists, init has the same one': 'prlimit64:self getrlimit setrlimit',
  'signals, within its own pid namespace':
    'rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend rt_sigqueueinfo rt_tgsigqueueinfo ' +
    'sigaltstack kill tkill tgkill pause restart_syscall',
  'time, reading and waiting':
    'clock_gettime clock_getres clock_nanosleep gettimeofday time nanosleep alarm getitimer setitimer timer_create ' +
    'timer_settime timer_gettime timer_getoverrun timer_delete',
};

/** Calls that do the same: programs take one or another by their C library, its age, and the processor. */
export const FORMS: readonly string[] = [
  'open openat creat',
  'stat lstat fstat newfstatat statx',
  'statfs fstatfs',
  'access faccessat faccessat2',
  'readlink readlinkat',
  'getdents getdents64',
  'mkdir mkdirat',
  'rmdir unlink unlinkat',
  'rename renameat renameat2',
  'link linkat',
  'symlink symlinkat',
  'chmod fchmod fchmodat',
  'utime utimes utimensat futimesat',
  'chdir fchdir',
  'readv preadv preadv2',
  'writev pwritev pwritev2',
  'sendfile copy_file_range',
  'fsync fdatasync',
  'ftruncate truncate',
  'pipe pipe2',
  'dup2 dup3',
  'poll ppoll',
  'select pselect6',
  'epoll_create epoll_create1',
  'epoll_wait epoll_pwait epoll_pwait2',
  'eventfd eventfd2',
  'fork vfork clone:process',
  'mknod:fifo mknodat:fifo',
  'execve execveat',
  'wait4 waitid',
  'getpgrp getpgid',
  'prlimit64:self getrlimit setrlimit',
  'tkill tgkill',
  'pause rt_sigsuspend',
  'nanosleep clock_nanosleep',
  'time gettimeofday clock_gettime',
  'alarm setitimer',
];

/** CLONE_NEW…: mount, cgroup, UTS, IPC, user, pid, network. A time namespace can't be had by clone. */
const NAMESPACE_FLAGS = [0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000];
const ALL_NAMESPACES = NAMESPACE_FLAGS.reduce((sum, flag) => sum + flag, 0);
const CLONE_THREAD = 0x00010000;
const AF_UNIX = 1;
const SOCK_STREAM = 1;
const SOCK_CLOEXEC = 0x80000;
const INT = 0xffffffff;
const S_IFMT = 0o170000;
const S_IFIFO = 0o010000;
const isFifo = (index: number): Condition => ({ index, value: S_IFMT, valueTwo: S_IFIFO, op: 'SCMP_CMP_MASKED_EQ' });
/** Sockets, character and block devices, regular files. */
const isOtherNode = (index: number) =>
  [0o140000, 0o020000, 0o060000, 0o100000, 0].map((kind) => ({
    when: [{ index, value: S_IFMT, valueTwo: kind, op: 'SCMP_CMP_MASKED_EQ' as const }],
  }));

const isInt = (index: number, value: number): Condition => ({
  index,
  value: INT,
  valueTwo: value,
  op: 'SCMP_CMP_MASKED_EQ',
});
const allInts = (index: number, values: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [isInt(index, value)]]));

interface Family {
  /** What makes a call harmless, by the name that words use after the colon. */
  allowed: Readonly<Record<string, readonly Condition[]>>;
  /**
   * How the rest is refused, `unless` that word is allowed. Conditions never overlap with what is allowed: libseccomp, and so Docker, would take an
   * unconditional refusal for the whole call. The native sandbox refuses all that is not allowed (native/profile.c).
   */
  refused: readonly { when: readonly Condition[]; unless?: string }[];
  errno: number;
  comment: string;
}

const EPERM = 1;
const EINVAL = 22;
const ENOTTY = 25;
const ENOLCK = 37;

/** Calls of which only some may pass, by the call's name. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  clone: {
    allowed: {
      thread: [{ index: 0, value: ALL_NAMESPACES + CLONE_THREAD, valueTwo: CLONE_THREAD, op: 'SCMP_CMP_MASKED_EQ' }],
      process: [{ index: 0, value: ALL_NAMESPACES, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }],
    },
    refused: [
      { unless: 'process', when: [{ index: 0, value: CLONE_THREAD, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }] },
      ...NAMESPACE_FLAGS.map((flag) => ({
        when: [{ index: 0, value: flag, valueTwo: flag, op: 'SCMP_CMP_MASKED_EQ' as const }],
      })),
    ],
    errno: EPERM,
    comment: 'New namespaces, and where only threads are allowed new processes. Refused and reported.',
  },
  fcntl: {
    allowed: allInts(1, {
      F_DUPFD: 0,
      F_GETFD: 1,
      F_SETFD: 2,
      F_GETFL: 3,
      F_SETFL: 4,
      F_DUPFD_CLOEXEC: 1030,
      F_GETPIPE_SZ: 1032,
    }),
    // F_GETLK to F_GETSIG, F_OFD_…, F_SETLEASE, F_GETLEASE, F_NOTIFY, pipe sizes, seals
    refused: [
      ...[5, 6, 7, 8, 9, 10, 11, 36, 37, 38, 1024, 1025, 1026, 1031, 1033, 1034].map((command) => ({
        when: [isInt(1, command)],
      })),
      { unless: 'F_GETPIPE_SZ', when: [isInt(1, 1032)] },
    ],
    errno: ENOLCK,
    comment:
      'Locks, leases and notices on a file that two runs can read would be a channel between them. Refused and reported.',
  },
  ioctl: {
    allowed: allInts(1, {
      TCGETS: 0x5401,
      TIOCGPGRP: 0x540f,
      TIOCGWINSZ: 0x5413,
      FIONREAD: 0x541b,
      FIONBIO: 0x5421,
      FIONCLEX: 0x5450,
      FIOCLEX: 0x5451,
    }),
    // TCSETS…, TCSBRK…TCFLSH, TIOCSCTTY, TIOCGPGRP, TIOCSPGRP, TIOCSTI, TIOCSWINSZ, TIOCLINUX, TIOCNOTTY, TIOCGSID, FICLONE, FS_IOC_GETFLAGS, SIOCGIFCONF
    refused: [
      ...[
        0x5402, 0x5403, 0x5404, 0x5409, 0x540a, 0x540b, 0x540e, 0x5410, 0x5412, 0x5414, 0x541c, 0x5422, 0x5429,
        0x40049409, 0x80086601, 0x8912,
      ].map((request) => ({ when: [isInt(1, request)] })),
      { unless: 'TIOCGPGRP', when: [isInt(1, 0x540f)] },
    ],
    errno: ENOTTY,
    comment: 'There is no terminal to steer and no device (CVE-2017-5226: TIOCSTI). Refused and reported.',
  },
  mknod: {
    allowed: { fifo: [isFifo(1)] },
    refused: isOtherNode(1),
    errno: EPERM,
    comment: 'Devices. Refused and reported.',
  },
  mknodat: {
    allowed: { fifo: [isFifo(2)] },
    refused: isOtherNode(2),
    errno: EPERM,
    comment: 'Devices. Refused and reported.',
  },
  prctl: {
    allowed: allInts(0, {
      PR_GET_DUMPABLE: 3,
      PR_SET_NAME: 15,
      PR_GET_NAME: 16,
      PR_GET_SECCOMP: 21,
      PR_CAPBSET_READ: 23,
      PR_GET_NO_NEW_PRIVS: 39,
      PR_SET_THP_DISABLE: 41,
      PR_SET_VMA: 0x53564d41,
    }),
    // PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_SECUREBITS, PR_SET_TIMERSLACK, PR_SET_MM,
    // PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_SET_THP_DISABLE, PR_CAP_AMBIENT, PR_SET_SPECULATION_CTRL, PR_SCHED_CORE, PR_SET_PTRACER
    refused: [
      ...[1, 4, 8, 22, 24, 28, 29, 35, 36, 38, 47, 53, 62, 0x59616d61].map((option) => ({ when: [isInt(0, option)] })),
      { unless: 'PR_SET_THP_DISABLE', when: [isInt(0, 41)] },
    ],
    errno: EINVAL,
    comment: 'What a process is and may do is settled before it begins. Refused and reported.',
  },
  prlimit64: {
    allowed: { self: [isInt(0, 0)] },
    refused: [{ when: [{ index: 0, value: 0, op: 'SCMP_CMP_NE' }] }],
    errno: EPERM,
    comment: 'Limits of another process. Refused and reported.',
  },
  sched_setscheduler: {
    allowed: { SCHED_OTHER: [isInt(1, 0)] },
    refused: [{ when: [{ index: 1, value: 0, op: 'SCMP_CMP_NE' }] }],
    errno: EPERM,
    comment: 'Lanes are pinned and share alike, so nobody ranks itself. Refused and reported.',
  },
  socketpair: {
    allowed: {
      'unix-stream': [
        { index: 0, value: AF_UNIX, op: 'SCMP_CMP_EQ' },
        { index: 1, value: SOCK_STREAM, op: 'SCMP_CMP_EQ' },
      ],
      'unix-stream-cloexec': [
        { index: 0, value: AF_UNIX, op: 'SCMP_CMP_EQ' },
        { index: 1, value: SOCK_STREAM + SOCK_CLOEXEC, op: 'SCMP_CMP_EQ' },
      ],
    },
    refused: [{ when: [{ index: 0, value: AF_UNIX, op: 'SCMP_CMP_NE' }] }],
    errno: EPERM,
    comment: 'Other pairs of sockets than the one allowed. Refused and reported.',
  },
};
