/*
 * Attack: folders in folders, as deep as they go, to trip whoever cleans up.
 * Incident: deep-folders
 * Expect: exited 0
 * Stdout: safe
 */
#include "attack.h"
int main(void) { for (int i = 0; i < 20000; i++) if (mkdir("d", 0700) < 0 || chdir("d") < 0) break; return safe(); }
