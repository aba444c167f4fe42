/*
 * Attack: a fifo, a device, a folder and a name of a file in use in place of the result: nobody may wait for them.
 * Incident: go-judge-176 CMS-376
 * Phase: compile
 * Expect: exited 0
 * Collected: folder folder/inside
 */
#include "attack.h"
int main(void)
{
	mkfifo("/work/program", 0666);
	mknod("/work/device", S_IFCHR | 0666, 0x0103);
	mknod("/work/disk", S_IFBLK | 0666, 0x0800);
	mkdir("/work/folder", 0755);
	close(open("/work/folder/inside", O_CREAT | O_WRONLY, 0644));
	close(open("/work/a", O_CREAT | O_WRONLY, 0644));
	link("/work/a", "/work/b");
	return 0;
}
