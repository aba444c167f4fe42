/*
 * Attack: a table that the compiler computes, and that becomes the program.
 * Incident: template-bombs large-binaries
 * Expect: exited 0 | exited 1 | memory-limit | cpu-limit
 * Limits: cpuTimeMs=800 memoryBytes=268435456
 */
struct Table { int values[1 << 22]; constexpr Table() : values() { for (int i = 0; i < 1 << 22; i++) values[i] = i; } };
constexpr Table table;
int main(int count, char **) { return table.values[count]; }
