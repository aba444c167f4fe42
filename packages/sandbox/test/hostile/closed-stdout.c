/*
 * Attack: closes its outputs and goes on; nobody may take that for its end.
 * Incident: held-pipes closed-stdout
 * Expect: exited 3
 */
#include <unistd.h>
int main(void) { close(0); close(1); close(2); usleep(100000); return 3; }
