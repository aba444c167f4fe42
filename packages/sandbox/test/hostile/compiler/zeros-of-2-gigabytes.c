/*
 * Attack: a small file that asks for a gigabyte of zeros when it starts.
 * Incident: judge0-298 large-binaries go-judge-186
 * Expect: exited 0
 * Program: memory-limit
 */
#include <string.h>
static char zeros[1u << 30];
int main(void) { memset(zeros, 1, sizeof zeros); return zeros[5]; }
