/*
 * Attack: reserves more space than there is, and punches holes into it.
 * Incident: resource-bombs sparse-files huge-files
 * Expect: exited 0
 * Limits: diskBytes=4194304
 * Stdout: safe
 */
#include "attack.h"
#include <signal.h>
int main(void)
{
	signal(SIGXFSZ, SIG_IGN);
	int fd = open("/work/a", O_CREAT | O_RDWR, 0600);
	must_fail(fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, 1 << 30), "fallocate beyond the end");
	must_fail(fallocate(fd, 0, 0, 1 << 30), "fallocate");
	must_fail(posix_fallocate(fd, 0, 64 << 20) == 0 ? 0 : -1, "posix_fallocate");
	must_fail(pwrite(fd, "x", 1, 1l << 40), "pwrite far out");
	for (int i = 0; i < 4; i++) fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, i << 20, 4096);
	return safe();
}
