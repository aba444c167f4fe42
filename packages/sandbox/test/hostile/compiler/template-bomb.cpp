/*
 * Attack: templates that need exponential time.
 * Incident: template-bombs
 * Expect: exited 1 | memory-limit | cpu-limit
 * Limits: cpuTimeMs=800 memoryBytes=268435456
 */
template <int N, int M> struct Bomb { Bomb<N - 1, M * 2> a; Bomb<N - 1, M * 2 + 1> b; };
template <int M> struct Bomb<0, M> { int x; };
Bomb<24, 0> bomb;
int main() {}
