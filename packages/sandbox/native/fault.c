/* The last step that failed: its name and errno, as one line for the report. */
#include "box.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static char text[512];

bool fault_set(const char *step)
{
	int number = errno;
	const char *name = strerrorname_np(number);
	snprintf(text, sizeof text, "%s: %s (%s)", step, name ? name : "?", strerror(number));
	errno = number;
	return false;
}

void fault_text_set(const char *told)
{
	snprintf(text, sizeof text, "%s", told);
}

const char *fault_text(void)
{
	return text[0] ? text : "unknown step";
}

void fault_clear(void)
{
	text[0] = 0;
}
