// Stands beside the header compiled ahead (cpp.yaml), for where g++ does not take that one: a second #include, say.
#include_next <bits/stdc++.h>
