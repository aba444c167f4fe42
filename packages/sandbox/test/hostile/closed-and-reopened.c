/*
 * Attack: closes its outputs and opens files of its own in their places.
 * Incident: held-pipes closed-stdout
 * Expect: exited 0
 * Stdout:
 */
#include "attack.h"
int main(void)
{
	close(1);
	close(2);
	for (int i = 0; i < 2; i++) open("/work/output", O_CREAT | O_WRONLY, 0600);
	puts("into a file");
	return 0;
}
