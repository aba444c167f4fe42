/*
 * Stands in for the sandbox: starts an interpreter ahead and lets it go with a standard input.
 *
 *   stand-in INPUT [NAME=VALUE]... -- PROGRAM [ARG]...
 *
 * The program starts with the given variables added and an empty standard input; once it makes the system call by which a
 * box waits for its run, INPUT becomes its standard input and the call returns. Ends as the program does; 99 for a fault.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BOX_GO = 1022, FAULT = 99 };

static void check(long result, const char *step)
{
	if (result >= 0) return;
	perror(step);
	exit(FAULT);
}

static int install_filter(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, BOX_GO, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {4, filter};
	check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
	long listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
	check(listener, "seccomp");
	return (int)listener;
}

static void start(char **argv, int channel)
{
	int listener = install_filter();
	char go;
	check(write(channel, &listener, sizeof listener), "write");
	check(read(channel, &go, 1), "read");
	close(listener);
	close(STDIN_FILENO);
	check(open("/dev/null", O_RDONLY), "/dev/null");
	for (; strcmp(*argv, "--"); argv++) putenv(*argv);
	execv(argv[1], argv + 1);
	check(-1, argv[1]);
}

static void let_go(int listener, int input)
{
	struct seccomp_notif call;
	memset(&call, 0, sizeof call);
	check(ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call), "the program ended before it waited");
	struct seccomp_notif_addfd put = {.id = call.id, .flags = SECCOMP_ADDFD_FLAG_SETFD, .srcfd = (unsigned)input, .newfd = STDIN_FILENO};
	check(ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &put), "addfd");
	struct seccomp_notif_resp answer = {.id = call.id};
	check(ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer), "answer");
}

int main(int argc, char **argv)
{
	int pair[2], theirs, status;
	if (argc < 5) return FAULT;
	check(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), "socketpair");
	pid_t program = fork();
	check(program, "fork");
	if (program == 0) start(argv + 2, pair[1]);
	check(read(pair[0], &theirs, sizeof theirs), "read");
	int process = (int)syscall(SYS_pidfd_open, program, 0), listener = (int)syscall(SYS_pidfd_getfd, process, theirs, 0);
	int input = open(argv[1], O_RDONLY | O_CLOEXEC);
	check(listener, "pidfd_getfd");
	check(input, argv[1]);
	check(write(pair[0], "g", 1), "write");
	let_go(listener, input);
	close(listener);
	check(waitpid(program, &status, 0), "waitpid");
	if (!WIFSIGNALED(status)) return WEXITSTATUS(status);
	struct rlimit none = {0, 0};
	setrlimit(RLIMIT_CORE, &none);
	signal(WTERMSIG(status), SIG_DFL);
	raise(WTERMSIG(status));
	return FAULT;
}
