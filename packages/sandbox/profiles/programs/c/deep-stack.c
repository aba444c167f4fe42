/* A stack of 60 MB, and a large array on it. */
#include <stdio.h>
#include <string.h>
static long sum(int depth)
{
	char room[600];
	memset(room, depth, sizeof room);
	return depth == 0 ? 0 : room[depth % 600] + sum(depth - 1) % 7;
}
int main(void)
{
	char big[8 << 20];
	memset(big, 1, sizeof big);
	printf("%s\n", sum(100000) + big[77] != 0 ? "ok" : "ok");
}
