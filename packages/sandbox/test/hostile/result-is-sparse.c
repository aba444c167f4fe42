/*
 * Attack: a result of many gigabytes that takes no space in the box, but would on the host.
 * Incident: go-judge-176 large-binaries sparse-files
 * Phase: compile
 * Expect: exited 0
 * Limits: diskBytes=8589934592
 * Resource: not all files could be collected
 * Collected: nothing
 */
#include "attack.h"
int main(void) { int fd = open("/work/program", O_CREAT | O_WRONLY, 0755); return ftruncate(fd, 8ul << 30); }
