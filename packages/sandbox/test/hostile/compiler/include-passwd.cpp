/*
 * Attack: shows files of the host in an error message, and asks for the source folder's neighbours, which is on the search path.
 * Incident: DMOJ-318 compiler-explorer-854
 * Expect: exited 1
 */
#include </etc/passwd>
#include <../../../../etc/shadow>
#include "{file}"
int main() {}
