/*
 * Attack: looks for what a run before it left, then leaves the same: files, shared memory, locks. Run twice on one lane.
 * Incident: isolate-channels
 * Expect: exited 0
 * Times: 2
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	static const char *const paths[] = {"/work/trace", "/tmp/trace", "/dev/shm/trace"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) must_fail(open(paths[i], O_RDONLY), paths[i]);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) if (open(paths[i], O_CREAT | O_WRONLY, 0666) < 0) printf("cannot leave %s\n", paths[i]);
	return safe();
}
