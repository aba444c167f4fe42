/*
 * Attack: the source's name asks for further arguments from a file, the source itself: -B/src -fplugin=/src/x
 * Incident: compiler-options gcc-plugins
 * Source: @main.c
 * Expect: exited 0
 * Collected: program
 */
int main(void) { return 0; }
