/* Inside a template: what memory a run uses, learned once (rehearsal.c). */
#ifndef LETSCODE_REHEARSAL_H
#define LETSCODE_REHEARSAL_H

/* Calls `rehearse` in a copy of this process, and remembers which pages of what there was before it has used. */
void rehearsal_hold(void (*rehearse)(void));
/* In another copy: takes those pages at once. Nothing but time is lost when it can't. */
void rehearsed_pages_copy(void);

#endif
