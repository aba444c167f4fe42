/*
 * Attack: waits for somebody to open the other end of a fifo.
 * Incident: sleepers
 * Expect: wall-limit
 * Limits: wallTimeMs=200
 */
#include "attack.h"
int main(void) { mkfifo("/work/fifo", 0600); return open("/work/fifo", O_RDONLY); }
