/* Does not compile: an error, a warning and a missing file. */
#include <stdio.h>
int main(void) { int unused; missing(1; return "text"; }
