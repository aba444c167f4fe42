// The header that is compiled ahead (cpp.yaml): what most submissions include first, and nothing else.
#include <bits/stdc++.h>
