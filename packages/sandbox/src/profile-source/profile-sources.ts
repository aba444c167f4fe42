/**
 * Each profile's words: what its recorded programs need, and what it allows
 * beyond that, with the reason. The files under profiles/ are made from this
 * (compose-profile.ts); `npm test -- -u packages/sandbox` writes them anew.
 *
 * To add a call: write the program that needs it under profiles/programs,
 * record it (scripts/record-profiles.mjs), put the word here. The tests fail for
 * a word that no recorded program needs and no reason goes with.
 */

export interface ProfileSource {
  comment: string;
  /** `start`: execve begins the program and can't be had again (native/profile.c); `any`: programs may start others. */
  execve: 'start' | 'any';
  /** Words of call-catalogue.ts that recorded programs need. */
  needs: string;
  /** Profiles whose programs are this one's too: their words are added, and their records count. */
  includes?: readonly string[];
  /** Reason → words that no recorded program needs. */
  unrecorded?: Readonly<Record<string, string>>;
  /** Beside those of every profile: refused without a report. */
  quiet?: readonly QuietRefusal[];
}

export interface QuietRefusal {
  reason: string;
  errno: number;
  calls: string;
  /** Only with these values of the leading arguments. */
  leading?: readonly number[];
}

const ENOSYS = 38;
const EPERM = 1;

/** Every program makes these: it is loaded, reads, allocates, writes and ends. */
const BARE =
  'arch_prctl brk close exit_group getdents64 getrandom ioctl:TCGETS mmap mprotect munmap newfstatat openat pread64 prlimit64:self ' +
  'read readlink rseq rt_sigaction set_robust_list set_tid_address write';

/** What all but the smallest make as well. */
const USUAL = `${BARE} fcntl:F_GETFL fcntl:F_SETFD futex getcwd rt_sigprocmask`;

/** Threads, by any library. */
const THREADS = 'clone:thread exit madvise sched_getaffinity clock_nanosleep gettid getpid';

/** Files of its own. */
const FILES = 'link mkdir rename rmdir symlink unlink ftruncate chmod utimensat';

const NODE_PROBES: readonly QuietRefusal[] = [
  {
    reason: 'libuv probes it at each start and falls back to epoll',
    errno: ENOSYS,
    calls: 'io_uring_setup io_uring_enter io_uring_register',
  },
  {
    reason: 'V8 probes for memory protection keys and goes on without, alike on every processor',
    errno: ENOSYS,
    calls: 'pkey_alloc',
  },
];

export const PROFILE_SOURCES: Readonly<Record<string, ProfileSource>> = {
  c: {
    comment: 'C programs: one process, threads allowed.',
    execve: 'start',
    needs:
      `${USUAL} lseek ${THREADS} ${FILES} access alarm chdir clock_getres clock_gettime dup dup2 dup3 fadvise64 fallocate fcntl:F_DUPFD ` +
      'fcntl:F_SETFL fdatasync fsync getegid geteuid getgid getgroups getitimer getpgid getpgrp getppid getpriority getresgid ' +
      'getresuid getrusage getsid getuid ioctl:FIONREAD ioctl:TIOCGWINSZ kill mremap msync pause pipe2 poll ' +
      'prctl:PR_SET_NAME pselect6 pwrite64 readv rt_sigpending rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait ' +
      'sched_get_priority_max sched_get_priority_min sched_getparam sched_getscheduler sched_yield setitimer sigaltstack statfs ' +
      'sysinfo tgkill timer_create timer_delete timer_settime times umask uname writev',
    unrecorded: { 'the rest of a timer that a program made': 'timer_gettime timer_getoverrun' },
  },
  cpp: {
    comment: 'C++ programs: one process, threads allowed. They may do whatever C can.',
    execve: 'start',
    includes: ['c'],
    needs: 'fchmod fchmodat sendfile truncate unlinkat',
  },
  rust: {
    comment: 'Rust programs: one process, threads allowed.',
    execve: 'start',
    needs:
      `${USUAL} lseek ${THREADS} chdir chmod mkdir rename rmdir symlink unlink ftruncate copy_file_range fchmod fcntl:F_DUPFD_CLOEXEC ` +
      'fdatasync fsync linkat mremap poll prctl:PR_SET_NAME pwrite64 sched_yield sigaltstack statx unlinkat',
  },
  python: {
    comment: 'CPython: one process, threads allowed; asyncio by way of one pair of sockets.',
    execve: 'start',
    needs:
      `${USUAL} lseek ${THREADS} ${FILES} access alarm chdir clock_gettime dup2 epoll_create1 epoll_ctl epoll_wait fallocate ` +
      'fcntl:F_DUPFD_CLOEXEC fcntl:F_GETFD fdatasync fsync getegid geteuid getgid getitimer getppid getrusage getuid ' +
      'ioctl:FIOCLEX ioctl:FIONBIO ioctl:FIONCLEX ioctl:TIOCGWINSZ kill listxattr mremap msync pause pipe2 poll ' +
      'pselect6 pwrite64 readv rt_sigpending rt_sigreturn rt_sigtimedwait sendfile setitimer statfs sysinfo tgkill times umask ' +
      'uname unlinkat writev socketpair:unix-stream-cloexec getsockname sendto recvfrom',
    unrecorded: {
      'reading attributes of files, as shutil.copy2 does by the age of CPython': 'getxattr llistxattr flistxattr',
    },
  },
  javascript: {
    comment: 'Node.js: one process with worker threads.',
    execve: 'start',
    needs:
      `${USUAL} clone:thread exit madvise sched_getaffinity gettid getpid ${FILES} access capget chdir ` +
      'copy_file_range epoll_create1 epoll_ctl epoll_pwait eventfd2 fchmod fcntl:F_SETFL fdatasync fstat fsync getegid geteuid ' +
      'getgid getppid getrusage getuid ioctl:FIONBIO kill pipe2 pwrite64 rt_sigreturn statfs statx sysinfo umask uname',
    unrecorded: {
      'V8 on machines with many cores, and newer V8': 'sched_yield clock_nanosleep membarrier prctl:PR_SET_NAME mremap',
      'fs.read and fs.write on streams that node:fs seeks or gathers': 'lseek readv writev',
    },
    quiet: NODE_PROBES,
  },
  java: {
    comment: 'The Java virtual machine: one process, many threads.',
    execve: 'start',
    needs:
      `${USUAL} lseek ${THREADS} ${FILES} access clock_getres dup fcntl:F_GETFD fsync getuid msync pipe2 prctl:PR_SET_NAME ` +
      'rt_sigreturn sched_yield sendfile socketpair:unix-stream statfs statx sysinfo uname',
    unrecorded: {
      'newer virtual machines, and other collectors than the serial one':
        'membarrier mincore mremap fallocate tgkill getrusage',
    },
  },
  php: {
    comment: 'PHP: one process.',
    execve: 'start',
    includes: ['c'],
    needs: 'copy_file_range',
  },
  ruby: {
    comment: 'Ruby: one process, threads allowed.',
    execve: 'start',
    includes: ['c'],
    needs: 'copy_file_range eventfd2 prctl:PR_SET_THP_DISABLE',
  },
  go: {
    comment: 'Go programs: one process, many threads, a poller.',
    execve: 'start',
    includes: ['c'],
    needs: 'epoll_create1 epoll_ctl epoll_pwait',
    unrecorded: { 'newer runtimes wake their poller by it': 'eventfd2' },
  },
  csharp: {
    comment: 'Mono: one process, threads allowed.',
    execve: 'start',
    includes: ['c'],
    needs: 'sendfile sched_setscheduler:SCHED_OTHER',
  },
  bash: {
    comment: 'Shell programs: they start others.',
    execve: 'any',
    includes: ['c'],
    needs: 'clone:process copy_file_range fcntl:F_GETPIPE_SZ ioctl:TIOCGPGRP wait4',
    unrecorded: { 'other shells, and tools that start tools': 'faccessat2 setpgid getpgid unlinkat' },
  },
  default: {
    comment: 'Anything that computes and may start processes of its own.',
    execve: 'any',
    includes: ['c', 'cpp', 'rust', 'javascript'],
    needs: 'clone:process mknodat:fifo setpgid setsid vfork wait4 waitid',
    unrecorded: {
      'languages that have no profile of their own, and whose runtimes wait in any way there is':
        'epoll_wait timerfd_create timerfd_settime timerfd_gettime signalfd4 rt_tgsigqueueinfo mlock munlock getxattr listxattr mincore',
      '.NET keeps the code that it compiles in memory files; what is executed from one stays under this filter':
        'memfd_create',
    },
  },
  compile: {
    comment: 'Compilers: they start assemblers and linkers.',
    execve: 'any',
    needs:
      `${USUAL} lseek clone:process clone:thread exit access chmod dup dup2 faccessat2 fcntl:F_GETFD fcntl:F_SETFL fstat getpid getrusage ` +
      'gettid ioctl:FIONBIO ioctl:TIOCGWINSZ madvise mkdir mremap open pipe2 poll prctl:PR_SET_NAME ' +
      'rt_sigreturn sched_getaffinity sched_yield sigaltstack statx sysinfo tgkill umask unlink unlinkat vfork wait4',
    unrecorded: {
      'linkers and compilers by their version: gold, lld, mold and clang write their output so':
        'ftruncate fallocate pwrite64 rename link symlink sendfile writev msync clock_nanosleep waitid kill times utimensat',
    },
  },
  'go-compile': {
    comment: "Go's compiler and linker, and `go build`, which starts them: they have a poller.",
    execve: 'any',
    includes: ['compile'],
    needs: 'epoll_create1 epoll_ctl epoll_pwait',
    unrecorded: {
      'the scheduler of the runtime as time has it, and newer ones':
        'nanosleep timer_create timer_settime timer_delete setitimer eventfd2 chdir getcwd',
    },
  },
  'haskell-compile': {
    comment: "GHC, which starts the C compiler's assembler and linker: its runtime has a poller and a ticker.",
    execve: 'any',
    includes: ['compile'],
    needs: 'epoll_create epoll_ctl epoll_wait eventfd2 timerfd_create timerfd_settime',
    unrecorded: { 'newer runtimes ask more of their ticker, and go to their folder': 'timerfd_gettime chdir getcwd' },
  },
  'ruby-compile': {
    comment: 'Checking the syntax of Ruby.',
    execve: 'start',
    includes: ['ruby'],
    needs: 'timer_create timer_delete',
  },
  'csharp-compile': {
    comment: "Mono's C# compiler, a program of Mono's itself.",
    execve: 'start',
    includes: ['csharp'],
    needs: 'fadvise64',
  },
  'java-compile': {
    comment: 'The Java compiler: one process, many threads.',
    execve: 'start',
    needs:
      `${USUAL} lseek ${THREADS} access clock_getres dup faccessat2 fcntl:F_GETFD getuid prctl:PR_SET_NAME rt_sigreturn ` +
      'sched_yield socketpair:unix-stream statx sysinfo uname',
    unrecorded: {
      'newer virtual machines, and other collectors than the serial one':
        'membarrier mincore mremap fallocate tgkill getrusage',
      'class files in packages, and archives of classes': 'mkdir rename unlink ftruncate fsync chmod msync pwrite64',
    },
    quiet: [
      {
        reason: 'javac asks whether IPv6 is there before its first class',
        errno: EPERM,
        calls: 'socket',
        leading: [10, 1],
      },
      { reason: 'javac asks for a socket before its first class', errno: EPERM, calls: 'socket', leading: [2, 1] },
    ],
  },
  'javascript-compile': {
    comment: 'Checking JavaScript in Node.js, and esbuild for TypeScript, which Node.js starts.',
    execve: 'any',
    includes: ['javascript'],
    needs: 'clone:process dup2 fcntl:F_GETFD rmdir sigaltstack wait4 unlink mkdir sendfile',
    quiet: NODE_PROBES,
    unrecorded: {
      "the scheduler of Go's runtime in esbuild, as time has it":
        'sched_yield nanosleep tgkill timer_create timer_settime timer_delete',
    },
  },
  'python-compile': {
    comment: 'Checking the syntax of Python.',
    execve: 'start',
    needs: `${BARE} access fcntl:F_GETFD gettid ioctl:FIOCLEX lseek sysinfo`,
  },
};

/** Reason → words that every profile allows. */
export const UNRECORDED_EVERYWHERE: Readonly<Record<string, string>> = {
  'the box itself says so when a file can not be executed, and the kernel resumes a sleep after a stop':
    'faccessat write exit_group restart_syscall',
  'the clock, on a machine whose clock source can not be read without the kernel':
    'clock_gettime clock_getres gettimeofday time getcpu',
  'the end of a handler, and of a program by abort, wherever a signal may come': 'rt_sigreturn tgkill getpid gettid',
  'what a library asks about itself and the machine by its version; the answers are harmless':
    'getppid getuid geteuid getgid getegid getresuid getresgid getgroups getpgrp getpgid getsid uname sysinfo getrusage times ' +
    'sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min sched_rr_get_interval getpriority',
  'flags and sizes of descriptors and names of threads, which libraries ask and set by their version':
    'fcntl:F_DUPFD fcntl:F_GETFD fcntl:F_SETFD fcntl:F_GETFL fcntl:F_SETFL fcntl:F_DUPFD_CLOEXEC ioctl:TCGETS ioctl:TIOCGWINSZ ' +
    'ioctl:FIONREAD ioctl:FIONBIO ioctl:FIOCLEX ioctl:FIONCLEX prctl:PR_SET_NAME prctl:PR_GET_NAME prctl:PR_SET_VMA ' +
    'prctl:PR_CAPBSET_READ prctl:PR_GET_DUMPABLE prctl:PR_GET_SECCOMP prctl:PR_GET_NO_NEW_PRIVS',
  'a C library takes these by its version, its size of memory and its locks':
    'close_range mremap madvise futex sched_getaffinity getcwd rt_sigprocmask',
};

export const QUIET_EVERYWHERE: readonly QuietRefusal[] = [
  { reason: "flags out of a filter's sight; with ENOSYS the C library takes clone", errno: ENOSYS, calls: 'clone3' },
  {
    reason: 'memory placement, asked for by allocators and libraries',
    errno: ENOSYS,
    calls: 'get_mempolicy set_mempolicy mbind',
  },
  {
    reason: 'the C library asks nscd for user names (a local stream socket), and goes on without it',
    errno: EPERM,
    calls: 'socket',
    leading: [1, 0x80801],
  },
];
