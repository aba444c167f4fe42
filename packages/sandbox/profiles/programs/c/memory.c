/* Memory: small and large blocks, blocks that grow, alignment, mappings, pages given back, read-only pages. */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
int main(void)
{
	char *grown = NULL;
	for (size_t size = 1 << 10; size <= 64 << 20; size *= 2) {
		grown = realloc(grown, size);
		memset(grown + size / 2, 1, size / 2);
	}
	char *small[1000];
	for (int i = 0; i < 1000; i++) small[i] = calloc(1, 300 + (size_t)i * 10);
	for (int i = 0; i < 1000; i++) free(small[i]);
	free(grown);
	malloc_trim(0);
	void *aligned = aligned_alloc(4096, 1 << 16);
	free(aligned);
	size_t length = 16 << 20;
	char *pages = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	memset(pages, 7, length);
	madvise(pages, length, MADV_DONTNEED);
	char *moved = mremap(pages, length, 2 * length, MREMAP_MAYMOVE);
	if (moved == MAP_FAILED || moved[0] != 0) return 1;
	mprotect(moved, 4096, PROT_READ);
	msync(moved, 4096, MS_ASYNC);
	munmap(moved, 2 * length);
	void *before = sbrk(0);
	if (sbrk(1 << 16) == (void *)-1 || sbrk(0) == before) return 2;
	puts("ok");
}
