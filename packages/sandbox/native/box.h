/*
 * The sandbox helper: theory of operation, and the map of its modules.
 *
 * Processes
 *   Node (a worker)
 *    └─ helper            this program; one per pool, one thread, an epoll loop; root, or a user with a name space of its own
 *        └─ init          pid 1 of one box's namespaces: builds the box, waits for the program, tells its end (inside.c)
 *            └─ program   what nobody trusts: pid 2, an unprivileged user, no capability, a seccomp filter (program.c)
 *   Whatever the program starts belongs to the same pid namespace: when init ends, the kernel kills all of it. The helper
 *   kills a run by killing its init, through a pidfd, so that no recycled pid is ever hit.
 *
 * Boxes are prepared ahead. A box is made for a *kind* (kinds.c: root paths, mount points, profile, sizes), takes a *slot*
 * (slots.c: cgroups, user ids, empty network) and is used by one run only. When a run starts, the next box of its kind is
 * built beside it, in another slot; so a run finds everything done but execve. A box that nobody wanted for five minutes is
 * taken down, and the one that has waited longest makes place when slots are short.
 *
 * Privileges
 *   Each slot has its own high user ids outside (slot_uid): inside, id 0 is init and id 1000 is the program. Init holds
 *   capabilities over its own namespaces only, and all but the right to kill its own are gone once the run has begun. The
 *   helper alone touches the host, never through a path that a program could have made: outputs are created anew, collected
 *   files are opened beneath a descriptor of the box's folder and without following links (collect.c).
 *
 * Channels
 *   Node → helper, helper → Node   standard input and output: frames (frames.c). End of input means: kill all, clean, leave.
 *   helper ↔ init                  a SOCK_SEQPACKET pair: "go" (identity and cgroups are in place), BOX_READY with the
 *                                  seccomp listener and the work folder's descriptor, "run" with the mounts if there are
 *                                  any, BOX_PLACED, BOX_ENDED. And a page of shared memory for what is known only when a run comes.
 *   program → helper               two pipes for standard output and error, moved into the host's files (output.c).
 *   program → helper               seccomp user notification: every call that the profile does not allow stops in the
 *                                  kernel until the helper has written it down and answered with an errno, or killed the
 *                                  run (refusals.c). The first such call is the box's own: it waits for its run.
 *
 * Interpreters can start before their run comes: in a box of their own (the kind's `ahead` command is executed at once, and
 * a starter makes the call BOX_GO), or once for many boxes, which are forked from them (templates.c, fork.c).
 *
 * A box, step by step (boxes.c, launch.c)
 *   1. root template: a mount namespace made once per set of root paths (root.c); the helper enters it to clone
 *   2. clone3 into fresh user, pid, mount, ipc, uts namespaces and the slot's empty network namespace; of the helper's memory
 *      and descriptors init gets a copy of what it needs, and of no more (own.c)
 *   3. helper writes the id maps, puts init into the slot's cgroups (cgroup.c), says "go"
 *   4. init mounts /work, /tmp, /dev/shm, /proc, drops what it no longer needs, makes the program's process, which drops all,
 *      installs its filter and waits
 * A run (run.c, given.c)
 *   5. the helper opens input and outputs, sets the limits, hands the mounts to init, resets the counters, answers the call
 *   6. it sleeps until something happens or a limit can first be reached; CPU time is a limit as it stands, wall
 *      time only less the waits for a core (supervise.c, starved.c)
 *   7. the program ends; init kills and reaps what is left, says so and leaves; the helper drains the pipes, reads the
 *      cgroup's final counters, collects files, reports. The kernel takes the box down behind that.
 *
 * Faults are of two kinds. A step that fails while a box is built is reported with its name and errno and ends that run
 * only. A fault that leaves the helper itself in doubt (it cannot return to the host's mount namespace) ends the helper;
 * Node sees the end of the pipe, reports the open runs as faults and starts another.
 */
#ifndef LETSCODE_BOX_H
#define LETSCODE_BOX_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	MAX_LANES = 64,
	MAX_SLOTS = 4 * MAX_LANES + 4,
	MAX_MOUNTS = 32,
	MAX_SYSCALL = 1024,
	MAX_VIOLATIONS = 32,
	PROGRAM_ID = 1000, /* user and group of the program inside the box */
	WORK_INODES = 16384,
	BOX_GO = 1022, /* the system call, which no kernel has, by which a box waits for its run */
};

/* ---- frames.c: what travels between Node and the helper ---- */

struct fields { /* one frame: key and value by turns, all within `bytes` */
	char *bytes;
	size_t length;
};
const char *field(const struct fields *f, const char *key); /* first value, or NULL */
uint64_t field_number(const struct fields *f, const char *key, uint64_t otherwise);
void fields_strike(struct fields *f, const char *prefix); /* fields of such names are not found any more */
size_t field_all(const struct fields *f, const char *key, const char **values, size_t room); /* returns how many there are */

typedef void frame_handler(struct fields *f); /* takes over f->bytes */
bool frames_read(int fd, frame_handler *handle); /* false at the end of input */

void reply_begin(const char *kind);
void reply_text(const char *key, const char *value);
void reply_number(const char *key, uint64_t value);
void reply_end(void);
bool frames_flush(int fd); /* true when nothing is left to write, or nobody to write to */

/* ---- loop.c: the event loop ---- */

struct watch {
	void (*ready)(struct watch *w, uint32_t events);
	void *owner;
	int fd; /* -1 when not watched */
};
void loop_open(void);
void loop_add(struct watch *w, int fd, uint32_t events, void (*ready)(struct watch *, uint32_t), void *owner);
void loop_change(struct watch *w, uint32_t events);
void loop_ignore(struct watch *w); /* nothing is told any more; its descriptor is kept */
void loop_forget(struct watch *w); /* stops watching */
void loop_close(struct watch *w); /* stops watching and closes the descriptor */
void loop_turn(uint64_t due_ns); /* until something happens, or until then; 0: for ever */

uint64_t now_ns(void); /* clock.c */

/* ---- profile.c: seccomp profiles ---- */

struct profile {
	char *name;
	struct sock_fprog program;
	uint16_t refusal[MAX_SYSCALL]; /* errno to answer, 0: the run is killed */
	struct profile *next;
};
const char *profile_define(const struct fields *f); /* NULL, or what was wrong */
struct profile *profile_find(const char *name);
/* Name of a system call as reported, e.g. `socket`, `i386:open`; the caller frees it. */
char *syscall_name(uint32_t architecture, int number);

/* ---- root.c, with root-plan.c and root-build.c (root.h): read-only roots ---- */

struct box_mount {
	const char *host_path;
	const char *box_path;
	bool is_folder;
};
struct root_request {
	const char **paths;
	size_t path_count;
	const struct box_mount *mounts; /* their places */
	size_t mount_count;
	const struct box_mount *binds; /* files and folders of the host that are part of the root, at other places */
	size_t bind_count;
};
/* Descriptor of a mount namespace whose root has the paths and the mount points; kept for later runs. -1: see fault_*. */
int root_namespace(const struct root_request *request);
void root_close_all(void);

/* ---- cgroup.c, with cgroup-tree.c and cgroup-files.c (cgroup.h): limits and counters ---- */

struct cgroup_usage {
	uint64_t cpu_ns;
	uint64_t memory_peak_bytes;
	bool out_of_memory;
	uint64_t process_limit_hits;
};
struct cgroup_limits {
	uint64_t memory_bytes, soft_memory_bytes; /* soft: taken back first when the machine is short; 0: none */
	uint64_t process_count;
	uint64_t io_bytes; /* a second, for each block device; 0: none */
};
struct cgroup_settings { /* of the operator */
	int slot_count;
	unsigned quota_percent; /* of one core; 0: none */
};
bool cgroup_open(const struct cgroup_settings *settings); /* false: see fault_* */
const char *cgroup_version(void); /* "v1" or "v2" */
bool cgroup_renew(int slot); /* before a box: v2 makes the group anew, v1 keeps it */
bool cgroup_replace(int slot); /* makes the group anew on either version: something bad has lived there */
bool cgroup_limit(int slot, const struct cgroup_limits *limits);
bool cgroup_begin(int slot); /* from here on it is counted */
int cgroup_clone_fd(int slot); /* for CLONE_INTO_CGROUP, or -1: the process itself writes 0 into cgroup_entrances */
bool cgroup_attach(int slot, pid_t pid); /* the same for another process */
int cgroup_entrances(int slot, int *fds); /* how many; room for 8 */
int cgroup_entrance(int slot, int *fds); /* v2, for one that is not cloned into it */
uint64_t cgroup_cpu_ns(int slot); /* since cgroup_begin */
uint64_t cgroup_memory_bytes(int slot); /* in use now */
uint64_t cgroup_throttled_ns(int slot); /* since cgroup_begin: kept from a core by the quota */
size_t cgroup_threads(int slot, pid_t *ids, size_t room); /* how many were written */
int cgroup_oom_fd(int slot); /* readable when the group ran out of memory, or -1: the kernel kills the whole group */
void cgroup_measure(int slot, uint64_t max_rss_bytes, struct cgroup_usage *usage);
bool cgroup_limits_io(void); /* a block device is reachable, and the controller is there */
void cgroup_close(void);
void cgroup_clean_stale(void); /* removes subtrees whose helper is gone */

/* ---- inside.c and program.c (inside.h): init and the program, within the new namespaces ---- */

enum box_message_kind { BOX_READY = 1, BOX_PLACED, BOX_ENDED, BOX_FAULT };
struct box_message { /* init → helper */
	int kind;
	int status;      /* ended: as wait4 gives it */
	int error;       /* fault: errno */
	unsigned extras; /* ready: enum extra */
	uint64_t time_ns; /* ended: just after it, on now_ns's clock */
	uint64_t init_cpu_ns; /* ended: what init itself used of the run's CPU time */
	uint64_t max_rss_bytes;
	uint64_t image_bytes; /* ended by a signal: memory that the program's file asks for, 0 when unknown */
	char step[40];   /* fault */
};
enum { PAGE_BYTES = 1 << 20, MAX_STRINGS = 4096, MAX_PATHS = 256 };
struct box_page { /* shared with init: what is known only when a run comes */
	char *argv[MAX_STRINGS + 1], *envp[MAX_STRINGS + 1]; /* at the same address on both sides, unless the box was forked */
	size_t mount_points[MAX_MOUNTS]; /* places in `strings` */
	size_t mount_count, used, kept; /* kept: what stays when a run comes */
	char strings[] __attribute__((aligned(8)));
};
/* page.c; NULL: see fault_* */
void page_begin(struct box_page *page);
void page_keep(struct box_page *page); /* what is there stays when a run comes */
void *page_bytes(struct box_page *page, const void *bytes, size_t length);
char *page_text(struct box_page *page, const char *text);

struct box_plan { /* all that init needs, made before clone3: nothing is allocated between clone and exec */
	int standard[3];
	int sync;
	int groups[8], group_count; /* cgroup.procs to enter */
	struct box_page *page;
	char work_options[96], shm_options[96];
	bool work_read_only;
	const char *cwd;
	char **ahead_argv, **ahead_envp; /* NULL: the program begins when its run comes */
	bool is_template; /* no box, but what boxes are forked from */
	unsigned init_id; /* that of the program, where a plain user has only one id to give */
	bool comes_complete; /* with its run come no mounts, so init need not be told of it */
	bool shares_files; /* with the helper: it takes a copy of what it was lent (own.c) */
	bool is_forked;   /* the program doesn't execute anything: it is a copy of the template */
	void (*own_pages)(void); /* forked: called by the program before it has its filter, or NULL */
	pid_t (*fork_program)(void); /* forked: makes the copy, as fork() does; or NULL */
	void (*prepare)(void);   /* forked: called by the program under its filter, before it waits; or NULL */
	const struct profile *profile;
	uint64_t disk_bytes;
	unsigned program_id;
};
void box_main(const struct box_plan *plan); /* returns in the program of a forked box only, when its run has come */

/* ---- templates.c: interpreters from which boxes are forked; fork.c is what runs in them ---- */

enum { TEMPLATE_READY = 100, TEMPLATE_FORKED };
struct fork_request { /* helper → template; with it sync, out, err, page, filter, and the cgroups to enter */
	uint64_t number;
	char work_options[96], shm_options[96], cwd[1024];
	bool work_read_only;
	uint64_t disk_bytes;
	unsigned program_id;
	int group_count;
};
struct fork_answer { /* template → helper; with it the new init's pidfd */
	int kind, error;
	uint64_t number;
};
enum { FORK_FIXED_FDS = 5, FORK_MAX_FDS = FORK_FIXED_FDS + 8 };

/* ---- belts.c: what is in force beyond the six layers ---- */

enum extra { EXTRA_LANDLOCK = 1, EXTRA_SPECULATION = 2, EXTRA_CORE = 4 };
unsigned belts_fasten(void); /* for the calling process; which ones the kernel has */
void belts_name(unsigned extras, char *text, size_t room);

/* ---- counting.c, with tally.c (counting.h): system calls of a run ---- */

struct call_count {
	const uint64_t *cell; /* of the run's slot, or NULL: perf counts */
	uint64_t before;      /* the cell when the run began */
	int fd;               /* of perf, or -1 */
	bool from_exec;
};
struct call_count counting_open(int own_slot, pid_t pid, bool from_exec); /* -1: the program's user id is not its slot's alone */
void counting_begin(struct call_count *c);
bool counting_read(const struct call_count *c, uint64_t *count); /* false: this machine can't */
void counting_close(struct call_count *c);
const char *counting_problem(void); /* NULL when it works */

/* ---- output.c: standard output and error of a run ---- */

struct output {
	struct watch watch;
	const char *path; /* of the file to make, until it is made */
	int file;         /* or -1 */
	uint64_t seen, cap;
	bool truncated;
	int error; /* errno of the host's side, which could not take it: the run is a fault */
};
bool output_drain(struct output *o); /* moves what is there; false at the end of the pipe */

/* ---- collect.c: files out of the box ---- */

struct collection {
	const char *box_path, *host_path;
	uint64_t max_bytes, max_files;
};
/* False: see fault_*; what was copied is then worth nothing. `bound` is set to the bound at which it stopped, if any. */
bool collect_files(int work, const struct collection *c, const char **bound);

/* ---- run.c (requests), supervise.c (events and limits), refusals.c, starved.c, report.c (the end); shared: run.h ---- */

void run_start(struct fields *f);
void run_warm(struct fields *f);
void run_kill(const char *id);
void run_kill_all(void);
int run_count(void);
uint64_t runs_due(void); /* when a limit can first be reached; 0: never */
void runs_tick(uint64_t now);
void run_out_of_memory(int slot);

/* ---- boxes.c (box.h's boxes as the helper sees them: boxes.h) ---- */

void boxes_tick(uint64_t now); /* takes down what nobody wants, and what hangs */
int boxes_count(void);
int templates_count(void);
void boxes_close_all(void); /* kills them; they are gone when boxes_count is 0 */

/* ---- own.c: what clones don't copy ---- */

void own_memory(void); /* from now on heap and stack are not copied */
void own_lend(bool all); /* a plain fork gets all again; or no longer */
int own_fd(int fd); /* moves one that lasts out of init's way; returns the new one */
void own_clone_stack(void (*run)(void)); /* calls it on a stack that clones copy, and nothing else */

/* ---- slots.c: what a box is put into, and what outlives it ---- */

struct slot {
	int network_fd, page_fd; /* page_fd: -1 where no box has been forked yet */
	struct box_page *page;
	struct watch out_of_memory;
	bool taken, tainted; /* tainted: a run broke its rules here, so network and cgroups are made anew */
};
bool slots_open(int count); /* networks and pages; false: see fault_* */
int slot_take(void);        /* -1 when none is free, or (see fault_*) when it could not be renewed */
bool slot_make_page_file(int slot); /* for a box that is forked; false: this machine can't */
void slot_give(int slot);
int slots_free(void); /* how many */
struct slot *slot_at(int slot);
unsigned slot_uid(int slot); /* outer id of init; the program's is the next */

enum cpu_preset { CPU_SHARED, CPU_DENSE, CPU_DEDICATED };
struct host {
	int mount_namespace;
	bool rootless;
	unsigned id_base;
	int lane_count, slot_count;
	enum cpu_preset preset;
};
extern struct host host;
bool host_open(int lane_count); /* false: see fault_* */
void lane_pin(int lane, pid_t process); /* to the lane's core, where the preset says so */

/* ---- fault.c: the last step that failed ---- */

bool fault_set(const char *step); /* remembers step and errno; always false */
void fault_text_set(const char *text); /* a fault told by another process */
const char *fault_text(void);          /* "step: ENOENT (No such file or directory)" */
void fault_clear(void);

/* ---- check.c: tries each layer and says what the kernel answered ---- */

int check_layers(void); /* writes one frame a layer to standard output; exit status */

#endif
