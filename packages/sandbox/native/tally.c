/*
 * System calls by user id: one eBPF program at the kernel's tracepoint, for all runs together.
 *
 * Each slot's program has a user id of the host that nobody else has (slot_uid), whatever it starts keeps it, and only one run
 * at a time is in a slot. So a call is counted for the slot that its caller's id names; whoever is outside the slots is passed
 * by after some five instructions. Nothing is done for a run but to read its cell, which is memory shared with the kernel,
 * where a perf counter is opened, inherited by each process, and taken along at each switch: 150 microseconds a run.
 *
 * Boxes that share a template's ids, and a plain user's, who has one for all, are counted by perf (counting.c).
 */
#include "counting.h"

#include <errno.h>
#include <linux/bpf.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CELL_BYTES = 64 }; /* a line of the processor's cache: two runs side by side don't slow each other */

static const char *cells;

/* The kernel wants zeros wherever a command has no field, which initialising a union doesn't promise. */
static void clear(union bpf_attr *attributes)
{
	memset(attributes, 0, sizeof *attributes);
}

static int bpf(int command, union bpf_attr *attributes)
{
	return (int)syscall(SYS_bpf, command, attributes, sizeof *attributes);
}

static int make_cells(void)
{
	union bpf_attr wanted;
	clear(&wanted);
	wanted.map_type = BPF_MAP_TYPE_ARRAY;
	wanted.key_size = 4;
	wanted.value_size = CELL_BYTES;
	wanted.max_entries = MAX_SLOTS;
	wanted.map_flags = BPF_F_MMAPABLE;
	int map = bpf(BPF_MAP_CREATE, &wanted);
	if (map < 0) return -1;
	void *memory = mmap(NULL, CELL_BYTES * MAX_SLOTS, PROT_READ, MAP_SHARED, map, 0);
	if (memory == MAP_FAILED) return close(map), -1;
	madvise(memory, CELL_BYTES * MAX_SLOTS, MADV_DONTFORK);
	cells = memory;
	return map;
}

/* Counts a call in the cell of the slot whose program makes it: that has slot_uid + 1. */
static int load_program(int map)
{
	const struct bpf_insn code[] = {
		{.code = BPF_JMP | BPF_CALL, .imm = BPF_FUNC_get_current_uid_gid},
		{.code = BPF_ALU | BPF_SUB | BPF_K, .dst_reg = 0, .imm = (int)(host.id_base + 1)}, /* of 32 bits: the group's id is gone */
		{.code = BPF_JMP | BPF_JSET | BPF_K, .dst_reg = 0, .off = 11, .imm = 1},
		{.code = BPF_ALU | BPF_RSH | BPF_K, .dst_reg = 0, .imm = 1},
		{.code = BPF_JMP | BPF_JGE | BPF_K, .dst_reg = 0, .off = 9, .imm = MAX_SLOTS},
		{.code = BPF_STX | BPF_MEM | BPF_W, .dst_reg = 10, .src_reg = 0, .off = -4},
		{.code = BPF_ALU64 | BPF_MOV | BPF_X, .dst_reg = 2, .src_reg = 10},
		{.code = BPF_ALU64 | BPF_ADD | BPF_K, .dst_reg = 2, .imm = -4},
		{.code = BPF_LD | BPF_IMM | BPF_DW, .dst_reg = 1, .src_reg = BPF_PSEUDO_MAP_FD, .imm = map},
		{0},
		{.code = BPF_JMP | BPF_CALL, .imm = BPF_FUNC_map_lookup_elem},
		{.code = BPF_JMP | BPF_JEQ | BPF_K, .dst_reg = 0, .off = 2, .imm = 0},
		{.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 1, .imm = 1},
		{.code = BPF_STX | BPF_ATOMIC | BPF_DW, .dst_reg = 0, .src_reg = 1, .imm = BPF_ADD},
		{.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 0, .imm = 0},
		{.code = BPF_JMP | BPF_EXIT},
	};
	union bpf_attr wanted;
	clear(&wanted);
	wanted.prog_type = BPF_PROG_TYPE_RAW_TRACEPOINT;
	wanted.insns = (uintptr_t)code;
	wanted.insn_cnt = sizeof code / sizeof *code;
	wanted.license = (uintptr_t)"GPL";
	return bpf(BPF_PROG_LOAD, &wanted);
}

/* The program stays in place for as long as its descriptor, which nobody closes, and the kernel keeps it and the map. */
static bool begin(void)
{
	int map = make_cells(), program = map < 0 ? -1 : load_program(map);
	union bpf_attr wanted;
	clear(&wanted);
	wanted.raw_tracepoint.name = (uintptr_t)"sys_enter";
	wanted.raw_tracepoint.prog_fd = (unsigned)program;
	bool done = program >= 0 && bpf(BPF_RAW_TRACEPOINT_OPEN, &wanted) >= 0;
	if (map >= 0) close(map);
	if (program >= 0) close(program);
	return done;
}

const uint64_t *tally_of(int slot)
{
	static enum { UNTRIED, WORKS, REFUSED } state;
	if (state == UNTRIED) state = !host.rootless && begin() ? WORKS : REFUSED;
	return state == WORKS ? (const uint64_t *)(cells + CELL_BYTES * slot) : NULL;
}
