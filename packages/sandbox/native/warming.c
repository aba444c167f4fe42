/* Warming: whoever asked for boxes of a kind is told when none of them is being built any more. */
#include "boxes.h"

#include <stdio.h>
#include <stdlib.h>

struct warming {
	struct kind *kind;
	char id[24];
	struct warming *next;
};
static struct warming *warmings;

void boxes_tell_warm(void)
{
	for (struct warming **at = &warmings, *w; (w = *at);) {
		if (boxes_are_building(w->kind)) {
			at = &w->next;
			continue;
		}
		reply_begin("warmed");
		reply_text("id", w->id);
		reply_end();
		*at = w->next;
		kind_let_go(w->kind);
		free(w);
	}
}

void boxes_warm(struct kind *k, int lane, int wanted, const char *id)
{
	struct warming *w = calloc(1, sizeof *w);
	if (!w) abort();
	*w = (struct warming){.kind = k, .next = warmings};
	snprintf(w->id, sizeof w->id, "%s", id);
	warmings = w;
	kind_hold(k);
	boxes_prepare(k, lane, wanted);
	boxes_tell_warm();
}
