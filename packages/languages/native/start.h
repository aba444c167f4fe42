/*
 * Interpreters started ahead of their runs: what the three have in common.
 *
 * An interpreter takes 10 to 80 ms to start, a test often less. So one is started in a box of its own before a run is known,
 * with the very command that the run will have, and is stopped at the last moment before it looks at the user's files. When a
 * run comes, the sandbox places files and standard input and lets go; the interpreter continues as if nothing had been. No code
 * of a user has run in it before, and after that run it ends, like any other program.
 *
 *   Python   main is ours (start_python.c), preloaded by LD_PRELOAD: initialises, imports, waits, runs the script
 *   Node.js  start_node.cjs, preloaded by --require, loads this library as an addon and calls it (start_node.c)
 *   Java     the library is an agent (-agentpath); it waits when the machine is ready and the main class isn't yet looked for
 *
 * It is built without the headers of any of them: what is used of their interfaces is stable, small, and declared here.
 */
#ifndef LETSCODE_START_H
#define LETSCODE_START_H

#include <stdbool.h>
#include <sys/types.h>

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
 * fork_program  makes the copy, as fork() does, where that is not enough. Or NULL
 */
void start_wait(void (*prepare)(void), void (*rehearse)(void), pid_t (*fork_program)(void));

/* Whether start_wait will return in copies: what is done before it is then done once for all runs, and not for each. */
bool start_is_copied(void);

/* A variable that is there for us, out of the sight of the program: also of /proc/self/environ. */
void start_forget(char **environment, const char *name);

/*
 * A process with threads, copied whole (start_threads.c, start_descriptors.c): threads_stop before start_wait, threads_fork
 * as its way to fork, and in the copy descriptors_restore and threads_go_on. False or -1 where it can't be done.
 */
bool threads_stop(void);
pid_t threads_fork(void);
bool threads_go_on(void);
bool descriptors_record(void); /* those of the interpreter; a copy has none but the first three */
bool descriptors_restore(void);

#endif
