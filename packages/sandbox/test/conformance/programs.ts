/** C programs of the conformance suite, by the name that they have below /box. */
export const PROGRAMS = {
  refused: `#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
int main(void) {
  int failed = 0;
  for (int i = 0; i < 3; i++) failed += socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM;
  printf("%d\\n", failed);
}`,
  unlisted: `#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
  puts("before");
  fflush(stdout);
  syscall(SYS_remap_file_pages, 0, 0, 0, 0, 0);
  puts("after");
}`,
  memory: `#include <stdlib.h>
#include <string.h>
int main(void) {
  for (;;) { char *p = malloc(1 << 20); if (p) memset(p, 1, 1 << 20); }
}`,
  leave: `#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) {
  const char *names[] = {"/dev/shm/trace", "/tmp/trace", "/work/trace"};
  for (int i = 0; i < 3; i++) {
    struct stat status;
    printf("%d", stat(names[i], &status));
    close(open(names[i], O_CREAT | O_WRONLY, 0666));
  }
  if (fork() == 0) { setsid(); close(0); close(1); close(2); for (;;) pause(); }
  puts("");
}`,
};
