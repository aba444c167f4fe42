/*
 * Requests: a run from its frame to its beginning, and the list of open ones.
 *
 *   waits for a slot ─▶ waits for its box ─▶ given to the box ─▶ (init places the mounts) ─▶ begun ─▶ report.c
 *
 * Fields of a `run` frame: id, lane, profile; arg… env… (whole argv and environment), cwd; root… mount-host… mount-box…;
 * cpu-ms wall-ms idle-ms? memory-bytes soft-memory-bytes? output-bytes processes disk-bytes inodes? io-bytes?; stdin? stdout
 * stderr; collect-host? collect-box collect-bytes collect-files; ahead… ahead-env… ahead-how?. The answer is one `report`
 * frame, always. A `warm` frame has the same fields and a count, and no answer but `warmed`.
 */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/mount.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct run *runs;

uint64_t runs_due(void)
{
	uint64_t first = 0;
	for (struct run *r = runs; r; r = r->next)
		if (r->due_ns && (!first || r->due_ns < first)) first = r->due_ns;
	return first;
}

void runs_tick(uint64_t now)
{
	for (struct run *r = runs, *next; r; r = next) {
		next = r->next;
		if (r->due_ns && r->due_ns <= now) supervise_time(r, now);
	}
}

struct run *run_find_joined(const struct run *r)
{
	for (struct run *other = runs; other; other = other->next)
		if (other != r && joined_is(other) && !strcmp(field(&other->fields, "join"), field(&r->fields, "join"))) return other;
	return NULL;
}

int run_count(void)
{
	int count = 0;
	for (struct run *r = runs; r; r = r->next) count++;
	return count;
}

void run_forget(struct run *r)
{
	for (struct run **at = &runs; *at; at = &(*at)->next)
		if (*at == r) {
			*at = r->next;
			return;
		}
}

void run_end(struct run *r, enum kill_reason reason)
{
	if (r->reason == NOT_KILLED || reason == FAULT) r->reason = reason;
	if (r->box) box_kill(r->box);
}

void run_fault(struct run *r, const char *text)
{
	if (r->fault[0] == 0) snprintf(r->fault, sizeof r->fault, "%s", text);
	run_end(r, FAULT);
}

static void end_from_outside(struct run *r)
{
	run_end(r, ABORTED);
	if (!r->box) run_finish(r);
}

void run_kill(const char *id)
{
	for (struct run *r = runs; r; r = r->next)
		if (!strcmp(r->id, id)) return end_from_outside(r);
}

void run_kill_all(void)
{
	for (struct run *r = runs, *next; r; r = next) {
		next = r->next;
		end_from_outside(r);
	}
	boxes_close_all();
}

void run_out_of_memory(int slot)
{
	for (struct run *r = runs; r; r = r->next)
		if (r->box && r->box->slot == slot && r->begun) run_end(r, OUT_OF_MEMORY);
}

/* ---- what the run is given ---- */

/* A read-only view of one file or tree: a mount that belongs to nobody else. -1: see errno. */
static int read_only_tree(const char *path)
{
	int tree = (int)syscall(SYS_open_tree, AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
	struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV};
	if (tree < 0 || syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes) == 0) return tree;
	int number = errno;
	close(tree);
	errno = number;
	return -1;
}

/*
 * Opens the file anew by way of a read-only mount. Without root the file's owner and the program are the same user, who
 * could open /dev/stdin for writing and change the test for everybody; so could anybody where others may write the file.
 */
static int open_unwritable(int fd, const char *path)
{
	char anew[40];
	close(fd);
	int tree = read_only_tree(path);
	if (tree < 0) return fault_set("a read-only view of standard input"), -1;
	snprintf(anew, sizeof anew, "/proc/self/fd/%d", tree);
	fd = open(anew, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOATIME);
	if (fd < 0 && errno == EPERM) fd = open(anew, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) fault_set("open standard input read-only");
	close(tree);
	return fd;
}

static bool open_stdin(struct run *r, const char *path)
{
	if (!path) return true; /* the box has /dev/null */
	/* Without a trace in the file's access time, which another run could see; only the file's owner and root may ask for that. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOATIME);
	if (fd < 0 && errno == EPERM) fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat status;
	if (fd < 0 || fstat(fd, &status) < 0) return fault_set("open standard input"), fd >= 0 && close(fd), false;
	if (!S_ISREG(status.st_mode)) return errno = EINVAL, fault_set("standard input is no regular file"), close(fd), false;
	if ((host.rootless || status.st_mode & S_IWOTH) && (fd = open_unwritable(fd, path)) < 0) return false;
	/* Pages that are read ahead here are charged to the helper, not to the program. */
	if (status.st_size <= 64 << 20) posix_fadvise(fd, 0, 0, POSIX_FADV_WILLNEED);
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
	r->input = fd;
	return true;
}

/* What is there already is a fault even of a run that prints nothing: somebody would take it for the output. */
static bool plan_output(struct output *o, const char *path, uint64_t cap)
{
	struct stat status;
	o->cap = cap;
	o->path = path;
	if (!path || (lstat(path, &status) < 0 && errno == ENOENT)) return true;
	if (errno != ENOENT) errno = EEXIST;
	return fault_set("create an output file");
}

static bool open_mounts(struct run *r)
{
	const char *from[MAX_MOUNTS];
	size_t wanted = field_all(&r->fields, "mount-host", from, MAX_MOUNTS);
	for (; r->mount_count < wanted; r->mount_count++) {
		char step[256];
		int tree = read_only_tree(from[r->mount_count]);
		snprintf(step, sizeof step, "mount %s", from[r->mount_count]);
		if (tree < 0) return fault_set(step);
		r->mounts[r->mount_count] = tree;
	}
	return true;
}

/* Copies a string into the page and moves on; NULL when it is full. */
static char *page_string(struct box_page *page, const char *text)
{
	size_t length = strlen(text) + 1;
	if (length > PAGE_BYTES - sizeof *page - page->used) return errno = E2BIG, fault_set("arguments"), NULL;
	char *place = memcpy(page->strings + page->used, text, length);
	page->used += length;
	return place;
}

static bool page_strings(struct box_page *page, const struct fields *f, const char *key, char **list)
{
	const char *values[MAX_STRINGS];
	size_t found = field_all(f, key, values, MAX_STRINGS);
	if (found > MAX_STRINGS) return errno = E2BIG, fault_set("arguments");
	for (size_t i = 0; i < found; i++)
		if (!(list[i] = page_string(page, values[i]))) return false;
	list[found] = NULL;
	return true;
}

static bool page_mounts(struct box_page *page, const struct fields *f)
{
	const char *values[MAX_MOUNTS];
	if (field_all(f, "mount-box", values, MAX_MOUNTS) != page->mount_count) return errno = EINVAL, fault_set("mounts");
	for (size_t i = 0; i < page->mount_count; i++) {
		char *place = page_string(page, values[i]);
		if (!place) return false;
		page->mount_points[i] = (size_t)(place - page->strings);
	}
	return true;
}

static bool fill_page(const struct run *r)
{
	struct box_page *page = slot_at(r->box->slot)->page;
	page->used = 0;
	page->mount_count = r->mount_count;
	return page_strings(page, &r->fields, "arg", page->argv) && page_strings(page, &r->fields, "env", page->envp) && page_mounts(page, &r->fields) &&
	       (page->argv[0] || (errno = EINVAL, fault_set("arguments")));
}

/* The message that a run has come, with its mounts. */
static bool tell_init(const struct run *r)
{
	char go = 'r';
	struct iovec part = {&go, 1};
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(MAX_MOUNTS * sizeof(int))];
	} control;
	struct msghdr packet = {.msg_iov = &part, .msg_iovlen = 1};
	if (r->mount_count > 0) {
		memset(&control, 0, sizeof control);
		packet.msg_control = control.bytes;
		packet.msg_controllen = CMSG_SPACE(r->mount_count * sizeof(int));
		struct cmsghdr *header = CMSG_FIRSTHDR(&packet);
		*header = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(r->mount_count * sizeof(int))};
		memcpy(CMSG_DATA(header), r->mounts, r->mount_count * sizeof(int));
	}
	return sendmsg(r->box->sync.fd, &packet, MSG_NOSIGNAL) == 1 || fault_set("tell init of a run");
}

static void close_mounts(struct run *r)
{
	while (r->mount_count > 0) close(r->mounts[--r->mount_count]);
}

/* ---- beginning ---- */

bool run_begin(struct run *r)
{
	struct box *b = r->box;
	lane_pin(r->lane, b->program);
	if (b->counter >= 0 && kind_is_ahead(b->kind)) counting_begin(b->counter);
	bool done = cgroup_begin(b->slot);
	r->begun = true;
	r->started_ns = now_ns();
	done = done && box_answer_go(b, r->input);
	if (done) supervise(r);
	return done;
}

/* Its box has all that it needs. */
static bool go_on(struct run *r)
{
	return joined_is(r) ? joined_given(r) : run_begin(r);
}

static bool receive(struct run *r)
{
	struct box *b = r->box;
	uint64_t cap = field_number(&r->fields, "output-bytes", 0);
	if (!plan_output(&r->out, field(&r->fields, "stdout"), cap) || !plan_output(&r->err, field(&r->fields, "stderr"), cap)) return false;
	r->out.watch.fd = b->out;
	r->err.watch.fd = b->err;
	b->out = b->err = -1;
	supervise_streams(r);
	return true;
}

static bool give(struct run *r, struct box *b)
{
	const struct fields *f = &r->fields;
	r->box = b;
	b->run = r;
	b->state = BOX_TAKEN;
	if (!open_stdin(r, field(f, "stdin")) || !open_mounts(r) || !fill_page(r) || !cgroup_limit(b->slot, &r->limits)) return false;
	if (r->mount_count == 0) return go_on(r) && tell_init(r) && receive(r);
	bool done = tell_init(r) && receive(r);
	close_mounts(r);
	return done;
}

static void start(struct run *r, struct box *b)
{
	if (!give(r, b)) return run_fault(r, fault_text());
	boxes_prepare(r->kind, r->lane, 1);
}

void run_box_ready(struct box *b)
{
	if (b->run) start(b->run, b);
}

void run_box_placed(struct box *b)
{
	if (b->run->reason == NOT_KILLED && !go_on(b->run)) run_fault(b->run, fault_text());
}

void run_box_ended(struct box *b)
{
	struct run *r = b->run;
	if (r->begun || r->reason != NOT_KILLED) return run_finish(r);
	run_fault(r, "init ended before the run began");
	run_finish(r);
}

void run_box_fault(struct box *b, const char *text)
{
	if (b->run) return run_fault(b->run, text);
	box_release(b);
	box_kill(b);
}

/* Finds or builds a box. True when the run has one or is over, false when it must wait for a slot. */
static bool find_box(struct run *r)
{
	struct box *b = box_find(r->kind, r->lane, BOX_WAITING);
	if (b) return start(r, b), true;
	b = box_find(r->kind, r->lane, BOX_BUILDING);
	if (!b && !slot_is_free()) return box_make_place(), false;
	if (!b) b = box_build(r->kind, r->lane);
	if (b) {
		b->run = r;
		r->box = b;
		return true;
	}
	run_fault(r, fault_text());
	run_finish(r);
	return true;
}

void run_slot_is_free(void)
{
	for (struct run *r = runs, *next; r && slot_is_free(); r = next) {
		next = r->next;
		if (!r->box) find_box(r);
	}
}

static void read_limits(struct run *r)
{
	const struct fields *f = &r->fields;
	r->cpu_limit_ns = field_number(f, "cpu-ms", 0) * 1000000;
	r->wall_limit_ns = field_number(f, "wall-ms", 0) * 1000000;
	r->idle_limit_ns = field_number(f, "idle-ms", 0) * 1000000;
	r->limits = (struct cgroup_limits){.memory_bytes = field_number(f, "memory-bytes", 0), .soft_memory_bytes = field_number(f, "soft-memory-bytes", 0),
					   .process_count = field_number(f, "processes", 1), .io_bytes = field_number(f, "io-bytes", 0)};
}

void run_start(struct fields *f)
{
	struct run *r = calloc(1, sizeof *r);
	if (!r) abort();
	r->fields = *f;
	r->id = field(f, "id");
	r->lane = (int)field_number(f, "lane", 0);
	if (!r->id || r->lane >= host.lane_count) abort();
	r->out.watch.fd = r->err.watch.fd = r->out.file = r->err.file = r->input = -1;
	read_limits(r);
	r->next = runs;
	runs = r;
	fault_clear();
	if ((r->kind = kind_of(f))) {
		kind_hold(r->kind);
		kind_limits(r->kind, &r->limits);
		find_box(r);
	} else {
		run_fault(r, fault_text());
		run_finish(r);
	}
}

void run_warm(struct fields *f)
{
	struct run wanted = {.fields = *f};
	struct kind *k = kind_of(f);
	const char *id = field(f, "id");
	if (!k || !id) { /* the run that needs it will say why */
		reply_begin("warmed");
		reply_text("id", id ? id : "");
		return reply_end();
	}
	read_limits(&wanted);
	kind_limits(k, &wanted.limits);
	boxes_warm(k, (int)field_number(f, "lane", 0), (int)field_number(f, "count", 1), id);
}

void run_discard(struct run *r)
{
	loop_close(&r->out.watch);
	loop_close(&r->err.watch);
	if (r->out.file >= 0) close(r->out.file);
	if (r->err.file >= 0) close(r->err.file);
	if (r->input >= 0) close(r->input);
	close_mounts(r);
	if (r->kind) kind_let_go(r->kind);
	free(r->fields.bytes);
	free(r);
}
