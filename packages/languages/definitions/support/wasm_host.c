/*
 * Where C and C++ programs end in the browser otherwise than by exit: the host is told and does not return.
 *
 *   out_of_memory   the memory cannot grow. The program would else see malloc fail, which it never does on the server,
 *                   where a program beyond its limit is stopped
 *   abort           as the server's SIGABRT; every other trap is a fault
 *
 * And standard output is written by blocks from its beginning, as glibc does and musl only after the first line.
 */
#include <stdint.h>
#include <stdio.h>

#define HOST(name) __attribute__((import_module("letscode"), import_name(name))) _Noreturn

HOST("out_of_memory") void out_of_memory(void);
HOST("abort") void aborted(void);

void *__real_sbrk(intptr_t increment);

void *__wrap_sbrk(intptr_t increment) {
    void *memory = __real_sbrk(increment);
    if (memory == (void *)-1) out_of_memory();
    return memory;
}

_Noreturn void abort(void) {
    aborted();
}

__attribute__((constructor)) static void write_by_blocks(void) {
    static char buffer[4096];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
}
