/*
 * Attack: reads addresses of the kernel, with which other holes are opened.
 * Incident: proc-of-others
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
int main(void)
{
	static const char *const paths[] = {"/proc/kallsyms", "/proc/self/stack", "/proc/modules", "/proc/iomem", "/proc/self/pagemap", "/proc/kpageflags",
		"/proc/kpagecount", "/proc/slabinfo", "/proc/vmallocinfo", "/proc/timer_list", "/sys/kernel/notes"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		int fd = open(paths[i], O_RDONLY);
		unsigned long word = 0;
		if (fd < 0) continue;
		if (!strcmp(paths[i], "/proc/self/pagemap")) {
			pread(fd, &word, 8, (unsigned long)&word / 4096 * 8);
			if (word & ((1ul << 55) - 1)) puts("BREACH: numbers of real pages");
		} else if (read(fd, &word, sizeof word) > 0) {
			printf("BREACH: %s\n", paths[i]);
		}
	}
	char text[256] = "";
	read(open("/proc/self/wchan", O_RDONLY), text, 20);
	if (strlen(text) > 1) printf("BREACH: wchan %s\n", text);
	return safe();
}
