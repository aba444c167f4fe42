/*
 * Attack: divides by zero.
 * Expect: signaled SIGFPE
 */
int main(void)
{
	volatile int one = 1, zero = 0;
	return one / zero;
}
