/*
 * Attack: climbs out of the folder of the source.
 * Incident: DMOJ-318 expected-answer
 * Expect: exited 1
 * Stderr: No such file or directory
 */
#include "../../../../../../../../../../etc/shadow"
#include "../../data/1.ans"
int main(void) { return 0; }
