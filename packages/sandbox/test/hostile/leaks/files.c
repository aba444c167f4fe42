/*
 * Attack: files in each folder that can be written, left for the next run and shown to the one beside it.
 * Incident: isolate-channels
 * Expect: exited 0
 * Arguments: leave
 * Then: look
 * Beside: a b
 */
#include "meeting.h"
#include <dirent.h>
static const char *const folders[] = {"/work", "/tmp", "/dev/shm"};
static const char *own;
static void leave(void)
{
	char path[64];
	for (int i = 0; i < 3; i++) {
		sprintf(path, "%s/trace-%s", folders[i], own);
		close(open(path, O_CREAT | O_WRONLY, 0666));
		sprintf(path, "%s/.hidden-%s", folders[i], own);
		mkdir(path, 0777);
		sprintf(path, "%s/fifo-%s", folders[i], own);
		mkfifo(path, 0666);
	}
}
static void look(void)
{
	for (int i = 0; i < 3; i++) {
		DIR *folder = opendir(folders[i]);
		for (struct dirent *e; folder && (e = readdir(folder));)
			if (e->d_name[0] != '.' || e->d_name[1] == 'h') if (!strstr(e->d_name, own)) printf("BREACH: %s/%s\n", folders[i], e->d_name);
		closedir(folder);
	}
}
int main(int count, char **arguments)
{
	own = arguments[count - 1];
	if (!strcmp(own, "look")) { look(); return 0; }
	leave();
	return strcmp(own, "leave") ? meet(look) : 0;
}
