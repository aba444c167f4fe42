// Does not compile: an error deep in a template, and one of the linker.
#include <bits/stdc++.h>
struct S {};
extern int nowhere();
int main() { std::map<S, int> m; m[S{}] = 1; std::sort(m.begin(), m.end()); return nowhere(); }
