/*
 * Attack: includes itself without end.
 * Incident: endless-include
 * Expect: exited 1
 * Stderr: nested
 */
#include __FILE__
int main(void) { return 0; }
