/*
 * Attack: fills files and shared memory; the memory they took must be free for the next run.
 * Incident: isolate-channels memory-in-tmpfs
 * Expect: exited 0
 * Limits: memoryBytes=50331648 diskBytes=104857600
 * Arguments: leave
 * Then: look
 */
#include "../attack.h"
#include <sys/mman.h>
int main(void)
{
	static char block[1 << 20];
	int files[] = {open("/work/a", O_CREAT | O_RDWR, 0600), open("/tmp/a", O_CREAT | O_RDWR, 0600), open("/dev/shm/a", O_CREAT | O_RDWR, 0600), memfd_create("a", 0)};
	for (int i = 0; i < 36; i++) if (write(files[i % 4], block, sizeof block) < 0) return 1;
	return 0;
}
