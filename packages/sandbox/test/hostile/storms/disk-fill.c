/*
 * Attack: fills its disk, a hundred times at once.
 * Incident: piston-629 resource-bombs
 * Expect: exited 0
 * Limits: diskBytes=1048576
 * Times: 100
 * Stdout: full
 */
#include "../attack.h"
int main(void)
{
	static char block[65536];
	for (int i = 0; i < 100; i++) {
		char name[32];
		sprintf(name, "/work/%d", i);
		if (write(open(name, O_CREAT | O_WRONLY, 0600), block, sizeof block) < (long)sizeof block) return puts("full"), 0;
	}
	return 1;
}
