/*
 * Attack: lets the kernel compute: system time must count as user time does.
 * Incident: hidden-cpu-time
 * Expect: cpu-limit
 * Limits: cpuTimeMs=150
 */
#include "attack.h"
int main(void) { static char block[1 << 20]; int fd = open("/dev/urandom", O_RDONLY); while (read(fd, block, sizeof block) > 0) {} return 1; }
