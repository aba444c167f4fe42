/*
 * Attack: folders in folders, thousands of them, to trip whoever cleans up.
 * Incident: deep-folders
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
int main(void) { for (int i = 0; i < 5000; i++) if (mkdir("d", 0700) < 0 || chdir("d") < 0) break; return safe(); }
