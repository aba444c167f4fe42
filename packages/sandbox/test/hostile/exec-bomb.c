/*
 * Attack: starts itself anew without end; each image is young, only the sum of their times is large.
 * Incident: hidden-cpu-time
 * Expect: cpu-limit
 * Limits: cpuTimeMs=200
 */
#include "attack.h"
int main(int count, char **arguments) { execv("/box/exec-bomb", arguments); return count; }
