/*
 * Attack: a compiled program that asks for a strange loader, so that starting it fails and looks like the judge's fault.
 * Incident: strange-executables
 * Expect: exited 0 | exited 1
 * Program: sandbox-fault execve: ENOENT (No such file or directory) | exited 0
 */
__attribute__((section(".interp"))) const char loader[] = "/no/such/loader";
int main(void) { return 0; }
