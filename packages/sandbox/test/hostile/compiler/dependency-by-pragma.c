/*
 * Attack: has the compiler look at files of the host by other ways than including.
 * Incident: DMOJ-318 gcc-plugins
 * Expect: exited 0 | exited 1
 */
#pragma GCC dependency "/etc/passwd"
#pragma GCC dependency "{file}"
#pragma GCC pch_preprocess "/etc/passwd"
#line 1 "/etc/passwd"
int main(void) { return undeclared; }
