/*
 * Attack: prints without end, a hundred times at once.
 * Incident: piston-629 piston-301 output-flood
 * Expect: output-limit
 * Limits: outputBytes=100000
 * Output: 100000
 * Times: 100
 */
#include "../attack.h"
int main(void) { static char text[4096]; memset(text, 'x', sizeof text); for (;;) write(1, text, sizeof text); }
