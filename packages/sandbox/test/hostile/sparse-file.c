/*
 * Attack: a file of a terabyte that takes no space.
 * Incident: sparse-files
 * Expect: signaled SIGXFSZ
 */
#include "attack.h"
int main(void) { int fd = open("/work/big", O_CREAT | O_RDWR, 0600); must_fail(ftruncate(fd, 1L << 40), "ftruncate"); return safe(); }
