/*
 * Attack: asks for a plugin of its own, whose code the compiler would run.
 * Incident: gcc-plugins compiler-options
 * Expect: exited 0 | exited 1
 */
#pragma GCC optimize("-fplugin=/src/main.c")
#pragma GCC optimize("plugin=/src/main.c", "-B/src", "@/etc/passwd", "-wrapper=/bin/sh")
__attribute__((optimize("-fplugin=/src/main.c"))) int helper(void) { return 0; }
int main(void) { return helper(); }
