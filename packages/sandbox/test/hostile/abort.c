/*
 * Attack: ends by abort; as pid 1 of a namespace the signal would be ignored.
 * Incident: judge0-298
 * Expect: signaled SIGABRT
 */
#include <stdlib.h>
int main(void) { abort(); }
