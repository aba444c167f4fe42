/*
 * Attack: takes a file in as one literal, whatever is in it.
 * Incident: DMOJ-318
 * Expect: exited 1
 */
const char *text = R"(
#include "/etc/passwd"
)"
#include "/etc/passwd"
;
int main() {}
