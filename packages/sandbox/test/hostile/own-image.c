/*
 * Attack: overwrites the program that started it, through the kernel's links to running images (CVE-2019-5736).
 * Incident: CVE-2019-5736
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
#include <sys/mman.h>
int main(void)
{
	char path[64];
	must_fail(open("/proc/self/exe", O_WRONLY), "/proc/self/exe");
	must_fail(open("/proc/self/exe", O_RDWR | O_TRUNC), "/proc/self/exe to cut");
	must_fail(open("/proc/1/exe", O_RDONLY), "/proc/1/exe to read");
	must_fail(open("/proc/1/exe", O_WRONLY), "/proc/1/exe");
	must_fail(open("/proc/1/mem", O_RDWR), "/proc/1/mem");
	int image = open("/proc/self/exe", O_PATH);
	sprintf(path, "/proc/self/fd/%d", image);
	must_fail(open(path, O_WRONLY), "a new opening of its image");
	must_fail(truncate("/proc/self/exe", 0), "truncate");
	int readable = open("/proc/self/exe", O_RDONLY);
	if (mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, readable, 0) != MAP_FAILED) puts("BREACH: a writable image");
	return safe();
}
