/*
 * Attack: is ended for an unknown call, a hundred times at once.
 * Incident: piston-629 judger-deny-list
 * Expect: syscall-refused #999
 * Times: 100
 */
#include "../attack.h"
int main(void) { syscall(999); return 0; }
