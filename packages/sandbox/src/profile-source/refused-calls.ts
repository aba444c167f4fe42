/**
 * What every profile refuses politely: with an errno, and reported by name,
 * because an honest program may try it and go on without. What is named nowhere
 * ends the run.
 */

export interface Refusal {
  comment: string;
  errno: number;
  calls: string;
}

const EPERM = 1;
const ENOSYS = 38;
const ENOLCK = 37;

export const REFUSALS: readonly Refusal[] = [
  {
    comment: 'New processes. Refused and reported.',
    errno: EPERM,
    calls: 'fork vfork execveat wait4 waitid setpgid setsid',
  },
  {
    comment:
      'A box has no network, and local sockets carry descriptors and names across boundaries. Refused and reported.',
    errno: EPERM,
    calls:
      'socket socketpair connect bind listen accept accept4 getsockname getpeername getsockopt setsockopt sendto sendmsg sendmmsg ' +
      'recvfrom recvmsg recvmmsg shutdown',
  },
  {
    comment: 'The root is fixed. Refused and reported.',
    errno: EPERM,
    calls:
      'mount umount umount2 pivot_root chroot mount_setattr move_mount open_tree fsopen fsconfig fsmount fspick swapon swapoff ' +
      'quotactl quotactl_fd name_to_handle_at open_by_handle_at',
  },
  {
    comment: 'A new user namespace would give capabilities back. Refused and reported.',
    errno: EPERM,
    calls: 'unshare setns',
  },
  {
    comment: 'Who a program is, is settled before it begins. Refused and reported.',
    errno: EPERM,
    calls:
      'setuid setgid setreuid setregid setresuid setresgid setgroups setfsuid setfsgid capset chown fchown lchown fchownat seccomp ' +
      'landlock_create_ruleset landlock_add_rule landlock_restrict_self',
  },
  {
    comment: 'Lanes are pinned and share alike, so nobody moves or ranks itself. Refused and reported.',
    errno: EPERM,
    calls:
      'setpriority sched_setaffinity sched_setscheduler sched_setparam sched_setattr sched_getattr ioprio_set ioprio_get',
  },
  {
    comment: 'Locks on a file that two runs can read would be a channel between them. Refused and reported.',
    errno: ENOLCK,
    calls: 'flock',
  },
  {
    comment: 'Reading or steering other processes. Refused and reported.',
    errno: EPERM,
    calls:
      'ptrace process_vm_readv process_vm_writev kcmp pidfd_open pidfd_getfd pidfd_send_signal process_madvise process_mrelease ' +
      'migrate_pages move_pages set_mempolicy_home_node get_robust_list',
  },
  {
    comment: 'Large attack surface, of no use to a program that computes. Refused and reported.',
    errno: EPERM,
    calls:
      'bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register keyctl add_key request_key lookup_dcookie ' +
      'kexec_load kexec_file_load init_module finit_module delete_module create_module query_module get_kernel_syms reboot syslog ' +
      'acct nfsservctl vhangup iopl ioperm modify_ldt personality uselib ustat sysfs _sysctl fanotify_init fanotify_mark ' +
      'inotify_init inotify_init1 inotify_add_watch inotify_rm_watch memfd_create memfd_secret vmsplice splice tee ' +
      'mlock mlock2 munlock mlockall munlockall pkey_alloc pkey_free pkey_mprotect',
  },
  {
    comment: "The host's name, clock and logs are not the program's. Refused and reported.",
    errno: EPERM,
    calls: 'sethostname setdomainname settimeofday clock_settime clock_adjtime adjtimex sync syncfs sync_file_range',
  },
  {
    comment: 'Shared objects that outlive a process. Refused and reported.',
    errno: EPERM,
    calls:
      'shmget shmat shmdt shmctl semget semop semtimedop semctl msgget msgsnd msgrcv msgctl mq_open mq_unlink mq_timedsend ' +
      'mq_timedreceive mq_notify mq_getsetattr',
  },
  {
    comment: 'Nothing here needs extended attributes. Refused and reported.',
    errno: EPERM,
    calls:
      'setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr',
  },
  {
    comment: 'Newer or rarer ways of doing what a program has other calls for: it takes those. Refused and reported.',
    errno: ENOSYS,
    calls:
      'openat2 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd eventfd2 signalfd signalfd4 ' +
      'timerfd_create timerfd_settime timerfd_gettime timer_create timer_settime timer_gettime timer_getoverrun timer_delete ' +
      'io_setup io_submit io_cancel io_destroy io_getevents readahead mincore futex_waitv rt_tgsigqueueinfo',
  },
];
