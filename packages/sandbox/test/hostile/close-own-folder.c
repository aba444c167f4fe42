/*
 * Attack: takes all rights from its folders, so that nobody can look into them or clean up.
 * Incident: go-judge-176
 * Phase: compile
 * Expect: exited 0
 */
#include "attack.h"
int main(void)
{
	mkdir("/work/closed", 0700);
	close(open("/work/closed/file", O_CREAT | O_WRONLY, 0600));
	close(open("/work/unreadable", O_CREAT | O_WRONLY, 0));
	chmod("/work/closed", 0);
	chmod("/work", 0);
	chmod("/tmp", 0);
	return 0;
}
