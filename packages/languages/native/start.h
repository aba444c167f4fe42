/*
 * Interpreters started ahead of their runs: what the three have in common.
 *
 * An interpreter takes 10 to 80 ms to start, a test often less. So one is started in a box of its own before a run is known,
 * with the very command that the run will have, and is stopped at the last moment before it looks at the user's files. When a
 * run comes, the sandbox places files and standard input and lets go; the interpreter continues as if nothing had been. No code
 * of a user has run in it before, and after that run it ends, like any other program.
 *
 *   Python   main is ours (start_python.c), preloaded by LD_PRELOAD: initialises, imports, waits, runs the script
 *   Node.js  start_node.cjs, preloaded by --require, loads this library as an addon and calls it (start.c)
 *   Java     the library is an agent (-agentpath); it waits when the machine is ready and the main class isn't yet looked for
 *
 * It is built without the headers of any of them: what is used of their interfaces is stable, small, and declared here.
 */
#ifndef LETSCODE_START_H
#define LETSCODE_START_H

#include <stdbool.h>

#define START_EXPORT __attribute__((visibility("default")))

/*
 * Beside the library lie start_node.cjs and start_python.py (build.mjs puts them there). All of it is read-only in the box.
 *
 * Returns when the run has come. In a box that is the system call that no kernel has and for which the sandbox lets the box
 * wait (BOX_GO in packages/sandbox/native/box.h). Where the sandbox has preloaded its own library beside this one, the
 * process is what boxes are forked from (packages/sandbox/native/fork.c): then this returns in each of the copies.
 *
 * prepare   called just before the wait, in the process of the program and under all layers: what needs nothing of the run. Or NULL
 * rehearse  called in a copy that never has a run, to learn what memory a run uses (packages/sandbox/native/rehearsal.c). Or NULL
 */
void start_wait(void (*prepare)(void), void (*rehearse)(void));

/* Whether start_wait will return in copies: what is done before it is then done once for all runs, and not for each. */
bool start_is_copied(void);

#endif
