/*
 * Attack: makes its end of the pipe small and impatient, and prints byte by byte.
 * Incident: piston-301 output-flood
 * Expect: output-limit
 * Limits: outputBytes=20000
 * Output: 20000
 */
#include "attack.h"
int main(void) { fcntl(1, F_SETPIPE_SZ, 1); fcntl(1, F_SETFL, O_NONBLOCK); for (;;) write(1, "x", 1); }
