/*
 * letscode-box: start, serve, clean up. `letscode-box serve LANES [PRESET]` | `check` | `clean`.
 *
 * Starts as root, or as a plain user in user and mount namespaces of its own where only that one id exists.
 */
#include "box.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <unistd.h>

struct host host = {.mount_namespace = -1};

static struct watch input, output, ticker;
static bool input_open = true;
static cpu_set_t cores; /* that the helper may use */

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0) return;
	ssize_t ignored = write(fd, text, strlen(text));
	(void)ignored;
	close(fd);
}

/* A plain user becomes root of a namespace in which no other id exists. */
static bool enter_user_namespace(void)
{
	char map[64];
	unsigned uid = geteuid(), gid = getegid();
	if (unshare(CLONE_NEWUSER) < 0) return fault_set("unshare the user namespace");
	write_file("/proc/self/setgroups", "deny");
	snprintf(map, sizeof map, "0 %u 1\n", uid);
	write_file("/proc/self/uid_map", map);
	snprintf(map, sizeof map, "0 %u 1\n", gid);
	write_file("/proc/self/gid_map", map);
	host.rootless = true;
	return geteuid() == 0 || fault_set("map the user");
}

bool host_open(int lane_count)
{
	host.lane_count = lane_count;
	host.slot_count = 4 * lane_count + 4;
	sched_getaffinity(0, sizeof cores, &cores);
	/* High enough to be nobody's; distinct for each helper and slot: pids are below 2^22, slots below 2^8. */
	host.id_base = 0x60000000u + (unsigned)getpid() * 2u * MAX_SLOTS;
	if (geteuid() != 0 && !enter_user_namespace()) return false;
	if (unshare(CLONE_NEWNS) < 0) return fault_set("unshare the mount namespace");
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) return fault_set("make mounts private");
	host.mount_namespace = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
	if (host.mount_namespace < 0) return fault_set("open the mount namespace");
	return slots_open(host.slot_count);
}

void lane_pin(int lane, pid_t process)
{
	int count = CPU_COUNT(&cores);
	/* Two lanes on one core would wait for each other while another core is idle. */
	if (host.preset != CPU_DEDICATED || count < host.lane_count) return;
	for (int core = 0, seen = 0; core < CPU_SETSIZE; core++) {
		if (!CPU_ISSET(core, &cores) || seen++ != lane) continue;
		cpu_set_t one;
		CPU_ZERO(&one);
		CPU_SET(core, &one);
		sched_setaffinity(process, sizeof one, &one);
	}
}

static void on_out_of_memory(struct watch *w, uint32_t events)
{
	(void)events;
	uint64_t count;
	if (read(w->fd, &count, sizeof count) > 0) run_out_of_memory((int)((struct slot *)w->owner - slot_at(0)));
}

static void on_tick(struct watch *w, uint32_t events)
{
	(void)events;
	uint64_t fired;
	if (read(w->fd, &fired, sizeof fired) > 0) boxes_tick(now_ns());
}

static void open_ticker(void)
{
	struct itimerspec every = {.it_interval = {5, 0}, .it_value = {5, 0}};
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (fd < 0 || timerfd_settime(fd, 0, &every, NULL) < 0) {
		perror("letscode-box: timerfd");
		exit(3);
	}
	loop_add(&ticker, fd, EPOLLIN, on_tick, NULL);
}

static void handle_frame(struct fields *f)
{
	const char *kind = field(f, "kind");
	if (kind && !strcmp(kind, "run")) return run_start(f);
	if (kind && !strcmp(kind, "warm")) run_warm(f);
	if (kind && !strcmp(kind, "kill")) run_kill(field(f, "id"));
	if (kind && !strcmp(kind, "profile")) {
		const char *problem = profile_define(f);
		if (problem) {
			reply_begin("profile-error");
			reply_text("name", field(f, "name") ? field(f, "name") : "");
			reply_text("detail", problem);
			reply_end();
		}
	}
	free(f->bytes);
}

static void on_input(struct watch *w, uint32_t events)
{
	(void)events;
	if (frames_read(w->fd, handle_frame)) return;
	loop_close(w);
	input_open = false;
	run_kill_all();
}

static void on_output(struct watch *w, uint32_t events)
{
	(void)w;
	(void)events; /* flushed at the end of each turn */
}

static void say_ready(void)
{
	reply_begin("ready");
	reply_text("cgroup", cgroup_version());
	reply_text("rootless", host.rootless ? "yes" : "no");
	reply_text("io-limit", cgroup_limits_io() ? "yes" : "no");
	reply_end();
}

/*
 * The helper is needed for moments, and then at once: a limit that is reached, a program that waits for an answer. On a busy
 * machine it would wait for its turn. What it clones is scheduled like any other process.
 */
static void come_first(void)
{
	struct sched_param least = {.sched_priority = sched_get_priority_min(SCHED_RR)};
	sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &least); /* a plain user may not: then it takes its turn */
}

static int serve(int lane_count)
{
	if (lane_count < 1 || lane_count > MAX_LANES) return 2;
	loop_open();
	struct cgroup_settings settings = {.slot_count = 4 * lane_count + 4, .quota_percent = host.preset == CPU_DENSE ? 50 : 0};
	if (!host_open(lane_count) || !cgroup_open(&settings)) {
		reply_begin("fault");
		reply_text("detail", fault_text());
		reply_end();
		frames_flush(STDOUT_FILENO);
		cgroup_close();
		return 1;
	}
	for (int i = 0; i < host.slot_count; i++) {
		slot_at(i)->out_of_memory.fd = -1;
		if (cgroup_oom_fd(i) >= 0) loop_add(&slot_at(i)->out_of_memory, cgroup_oom_fd(i), EPOLLIN, on_out_of_memory, slot_at(i));
	}
	fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK);
	fcntl(STDOUT_FILENO, F_SETFL, O_NONBLOCK);
	loop_add(&input, STDIN_FILENO, EPOLLIN, on_input, NULL);
	loop_add(&output, STDOUT_FILENO, 0, on_output, NULL);
	open_ticker();
	own_memory();
	come_first();
	say_ready();
	bool waiting = false;
	while (input_open || run_count() > 0 || boxes_count() > 0 || templates_count() > 0) {
		if (input_open || waiting) {
			bool flushed = frames_flush(STDOUT_FILENO);
			if (flushed == waiting) loop_change(&output, flushed ? 0 : EPOLLOUT);
			waiting = !flushed;
		}
		loop_turn(runs_due());
		runs_tick(now_ns());
	}
	root_close_all();
	cgroup_close();
	return 0;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	/* What the parent ignored or blocked would pass on to every program. */
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a host's file that may not grow is an errno */
	umask(022);
	if (geteuid() == 0) prctl(PR_SET_DUMPABLE, 0); /* a plain user must still write its own id maps */
	write_file("/proc/self/oom_score_adj", "300"); /* boxes inherit it: the host's own processes come last */
	if (!strcmp(what, "serve") && (argc == 3 || argc == 4)) {
		if (argc == 4 && !strcmp(argv[3], "dense")) host.preset = CPU_DENSE;
		if (argc == 4 && !strcmp(argv[3], "dedicated")) host.preset = CPU_DEDICATED;
		return serve(atoi(argv[2]));
	}
	if (!strcmp(what, "check")) return check_layers();
	if (!strcmp(what, "clean")) return cgroup_clean_stale(), 0;
	fprintf(stderr, "usage: letscode-box serve LANES [shared|dense|dedicated] | check | clean\n");
	return 2;
}
