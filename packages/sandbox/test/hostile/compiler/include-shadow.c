/*
 * Attack: shows a file of the host in an error message.
 * Incident: DMOJ-318
 * Expect: exited 1
 * Stderr: No such file or directory
 * Collected: nothing
 */
#include "/etc/shadow"
int main(void) { return 0; }
