/*
 * Attack: a compiled program that asks for a strange loader, so that starting it fails and looks like the judge's fault.
 * Incident: strange-executables
 * Expect: exited 0 | exited 1
 * Program: exited 126
 */
__attribute__((section(".interp"))) const char loader[] = "/no/such/loader";
int main(void) { return 0; }
