/*
 * Attack: 762 MB of .bss, touched page by page (Judge0 #298, go-judge #186).
 * Incident: judge0-298 go-judge-186
 * Expect: memory-limit
 * Limits: memoryBytes=33554432
 */
static char big[762 * 1000 * 1000];
int main(void) { for (unsigned i = 0; i < sizeof big; i += 4096) ((volatile char *)big)[i] = 1; }
