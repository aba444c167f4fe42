/* Does not link: the linker speaks, not the compiler. */
extern int nowhere(void);
int main(void) { return nowhere(); }
