/*
 * Attack: divides by zero.
 * Incident: judge0-298
 * Expect: signaled SIGFPE
 */
int main(void)
{
	volatile int one = 1, zero = 0;
	return one / zero;
}
