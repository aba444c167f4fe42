/*
 * Attack: a computation that the compiler has to do.
 * Incident: template-bombs
 * Expect: exited 1 | memory-limit | cpu-limit
 * Limits: cpuTimeMs=800 memoryBytes=268435456
 */
constexpr long again(long n) { return n < 1 ? 1 : again(n - 1) + again(n - 2); }
constexpr long loop() { long n = 0; for (long i = 0; i < 1000000000000; i++) n += again(20); return n; }
static_assert(loop() > 0);
int main() {}
