/*
 * Attack: asks for the presence of files on the host, one bit at a time.
 * Incident: DMOJ-318 expected-answer
 * Expect: exited 0
 * Program: exited 0
 */
#if __has_include("/etc/shadow") || __has_include("/etc/hostname") || __has_include("/root/.bashrc") || __has_include("{file}") || __has_include("/sys/kernel")
#error BREACH
#endif
int main(void) { return 0; }
