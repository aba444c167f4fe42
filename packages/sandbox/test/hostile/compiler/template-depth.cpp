/*
 * Attack: a template that needs itself, with an error at each level.
 * Incident: template-bombs error-floods
 * Expect: exited 1
 * Limits: cpuTimeMs=10000
 */
template <int N> struct Deep { static const int value = Deep<N + 1>::value; };
int main() { return Deep<0>::value; }
