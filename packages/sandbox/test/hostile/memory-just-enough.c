/*
 * Attack: none, though it looks like one: uses nearly all that it may.
 * Incident: judge0-298
 * Expect: exited 0
 * Limits: memoryBytes=67108864
 * Memory: 58..64
 * Stdout: safe
 */
#include "attack.h"
int main(void) { static char most[58 << 20]; memset(most, 1, sizeof most); return safe(); }
