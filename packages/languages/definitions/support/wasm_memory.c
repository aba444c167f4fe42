/*
 * A memory that cannot grow ends the run: the host is told and does not return. The program would else see malloc fail,
 * which it never does on the server, where a program beyond its limit is stopped.
 */
#include <stddef.h>
#include <stdint.h>
__attribute__((import_module("letscode"), import_name("out_of_memory"))) _Noreturn void out_of_memory(void);
void *__real_sbrk(intptr_t increment);
void *__wrap_sbrk(intptr_t increment) {
    void *memory = __real_sbrk(increment);
    if (memory == (void *)-1) out_of_memory();
    return memory;
}
