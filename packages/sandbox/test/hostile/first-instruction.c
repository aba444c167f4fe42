/*
 * Attack: runs before the filter is there: in the loader, by a library that it is told to load first.
 * Incident: dify-27
 * Flags: -shared -fPIC
 * Environment: LD_PRELOAD=/box/first-instruction LD_AUDIT=/box/first-instruction PATH=/usr/bin
 * Start: /usr/bin/env
 * Expect: exited 0
 * Stderr: filter 2 of 2
 */
#include "attack.h"
#include <sys/prctl.h>
unsigned la_version(unsigned version) { return version; }
__attribute__((constructor)) static void first(void)
{
	char text[32];
	int length = sprintf(text, "filter %d of 2\n", prctl(PR_GET_SECCOMP));
	write(2, text, length);
	must_fail(syscall(SYS_ptrace, 0, 0, 0, 0), "ptrace");
}
