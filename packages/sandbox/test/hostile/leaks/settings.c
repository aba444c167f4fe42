/*
 * Attack: changes what a process can change of itself and of its name, and looks whether it began so.
 * Incident: isolate-channels
 * Expect: exited 0
 * Arguments: leave
 * Then: look
 * Beside: a b
 */
#include "meeting.h"
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/utsname.h>
static void look(void)
{
	struct utsname name;
	struct rlimit files;
	cpu_set_t processors;
	uname(&name);
	if (strcmp(name.nodename, "box")) printf("BREACH: host name %s\n", name.nodename);
	if (getpriority(PRIO_PROCESS, 0) != 0) puts("BREACH: priority");
	getrlimit(RLIMIT_NOFILE, &files);
	if (files.rlim_cur < 1000) puts("BREACH: limit of files");
	sched_getaffinity(0, sizeof processors, &processors);
	if (prctl(PR_GET_TIMERSLACK) == 4711) puts("BREACH: timer slack");
	if (prctl(PR_GET_DUMPABLE) == 0) puts("BREACH: not dumpable");
	mode_t mask = umask(022);
	if (mask != 022) printf("BREACH: umask %o\n", mask);
}
static void change(void)
{
	struct rlimit few = {16, 16};
	sethostname("changed", 7);
	setpriority(PRIO_PROCESS, 0, 19);
	setrlimit(RLIMIT_NOFILE, &few);
	prctl(PR_SET_TIMERSLACK, 4711);
	prctl(PR_SET_NAME, "changed");
	umask(0);
	chmod("/work", 0);
	chdir("/tmp");
}
int main(int count, char **arguments)
{
	const char *own = arguments[count - 1];
	look();
	if (!strcmp(own, "leave")) change();
	return own[1] ? 0 : meet(look);
}
