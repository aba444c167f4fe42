/*
 * Attack: a name that the linker or the compiler takes for a file of further arguments.
 * Incident: gcc-plugins compiler-options
 * Expect: exited 1
 * Collected: nothing
 */
#include "@/etc/passwd"
#pragma GCC push_options
__asm__(".file \"@/etc/passwd\"\n.ident \"-fplugin=/src/x.so\"");
int main(void) { return 0; }
