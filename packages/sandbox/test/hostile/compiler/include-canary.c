/*
 * Attack: shows the expected answer in an error message.
 * Incident: DMOJ-318 expected-answer
 * Expect: exited 1
 * Stderr: No such file or directory
 */
#include "{file}"
int main(void) { return 0; }
