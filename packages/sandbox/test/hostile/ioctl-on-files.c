/*
 * Attack: asks the host's file systems by ioctl: flags, freezing, trimming, where a file lies on the disk.
 * Incident: tampering
 * Expect: exited 0
 * Stdin: input
 * Stdout: safe
 */
#include "attack.h"
#include <sys/ioctl.h>
int main(void)
{
	static const unsigned long calls[] = {0x40086602 /* SETFLAGS */, 0x401c5820 /* FSSETXATTR */, 0xc0045877 /* FIFREEZE */, 0xc0045878 /* FITHAW */,
		0xc0185879 /* FITRIM */, 1 /* FIBMAP */, 0x40806685 /* ENABLE_VERITY */, 0xc0c0583b /* SCRUB */, 0x40106614, 0x80045432 /* TIOCGDEV */,
		0x1260 /* BLKGETSIZE */, 0x125f /* BLKRRPART */, 0x4c00 /* LOOP_SET_FD */, 0x2285 /* SG_IO */, 0x40049409 /* FICLONE */};
	static const char *const paths[] = {"/dev/stdin", "/usr/lib", "/box", "/usr/bin/env", "/work", "/", "/dev/null", "/dev/urandom"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		int fd = open(paths[i], O_RDONLY);
		for (size_t k = 0; k < sizeof calls / sizeof *calls; k++) {
			static char room[4096];
			if (!strcmp(paths[i], "/work") && k < 2) continue; /* its own */
			if (ioctl(fd, calls[k], room) >= 0) printf("BREACH: ioctl %#lx on %s\n", calls[k], paths[i]);
		}
	}
	static int noise[10] = {0, 0x7fffffff, 1};
	int random = open("/dev/urandom", O_RDWR);
	must_fail(ioctl(random, 0x40085203 /* RNDADDENTROPY */, noise), "RNDADDENTROPY");
	must_fail(ioctl(random, 0x5207 /* RNDRESEEDCRNG */), "RNDRESEEDCRNG");
	return safe();
}
