/*
 * Attack: the source's name is an option: a plugin, a folder with another assembler.
 * Incident: compiler-options gcc-plugins
 * Source: -fplugin=main.c
 * Expect: exited 0
 * Collected: program
 */
int main(void) { return 0; }
