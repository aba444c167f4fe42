/*
 * The page that a slot's init shares with the helper: first what is known when a box is built and stays, then what comes
 * with its run.
 */
#include "box.h"

#include <errno.h>
#include <string.h>

void page_begin(struct box_page *page)
{
	page->used = page->kept = page->mount_count = 0;
	page->argv[0] = NULL; /* of the slot's run before */
}

void page_keep(struct box_page *page)
{
	page->kept = page->used;
}

void *page_bytes(struct box_page *page, const void *bytes, size_t length)
{
	enum { ALIGNMENT = 8 };
	size_t at = (page->used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (at > PAGE_BYTES - sizeof *page || length > PAGE_BYTES - sizeof *page - at) return errno = E2BIG, fault_set("arguments"), NULL;
	page->used = at + length;
	return memcpy(page->strings + at, bytes, length);
}

char *page_text(struct box_page *page, const char *text)
{
	return page_bytes(page, text, strlen(text) + 1);
}
