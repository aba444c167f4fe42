/*
 * Attack: sends SIGKILL to every process that it can see, and to init.
 * Incident: kill-all
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
#include <signal.h>
int main(void) { kill(-1, SIGKILL); must_fail(kill(1, SIGKILL), "kill init"); must_fail(kill(1, SIGSTOP), "stop init"); return safe(); }
