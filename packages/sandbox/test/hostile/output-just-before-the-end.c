/*
 * Attack: prints more than it may and ends in the same moment.
 * Incident: piston-301 output-flood
 * Expect: output-limit
 * Limits: outputBytes=1000
 * Output: 1000
 * Times: 10
 */
#include "attack.h"
int main(void) { static char text[1001]; memset(text, 'x', sizeof text); write(1, text, sizeof text); _exit(0); }
