/*
 * Attack: ends at the very moment at which it is killed.
 * Incident: piston-629
 * Expect: exited 0
 * Arguments: end
 * Times: 100
 */
#include "../attack.h"
int main(int count, char **arguments) { (void)arguments; if (count == 1) usleep(1500); return 0; }
