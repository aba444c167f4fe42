/*
 * Attack: names of types that grow exponentially.
 * Incident: template-bombs error-floods
 * Expect: exited 0 | exited 1 | memory-limit | cpu-limit | output-limit
 * Limits: cpuTimeMs=800 memoryBytes=268435456
 */
template <class A, class B> struct Pair {};
template <int N> struct Grow { using type = Pair<typename Grow<N - 1>::type, typename Grow<N - 1>::type>; };
template <> struct Grow<0> { using type = int; };
int main() { Grow<24>::type x; return x; }
