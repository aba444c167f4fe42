/*
 * Attack: more results than anybody wants.
 * Incident: go-judge-176 resource-bombs
 * Phase: compile
 * Expect: exited 0
 * Resource: not all files could be collected
 */
#include "attack.h"
int main(void)
{
	char name[32];
	int fd = open("/work/large", O_CREAT | O_WRONLY, 0644);
	ftruncate(fd, 200);
	mkdir("/work/zz", 0755);
	mkdir("/work/zz/d", 0755);
	for (int i = 0; i < 200; i++) { sprintf(name, "/work/zz/d/%d", i); close(open(name, O_CREAT | O_WRONLY, 0644)); }
	return 0;
}
