/*
 * Attack: floods its output without writing: the kernel moves the zeros.
 * Incident: piston-301 output-flood
 * Expect: output-limit
 * Limits: outputBytes=100000
 * Output: 100000
 */
#include <fcntl.h>
#include <sys/sendfile.h>
int main(void) { int fd = open("/dev/zero", O_RDONLY); while (sendfile(1, fd, 0, 1 << 20) > 0) {} }
