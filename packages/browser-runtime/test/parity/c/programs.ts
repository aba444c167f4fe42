/** Programs in C: input, formats, numbers, ends. */
import type { NativeProgram } from '../../wasi/parity.js';

const HEAD =
  '#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <ctype.h>\n#include <math.h>\n#include <limits.h>\n#include <stdint.h>\n#include <assert.h>\n';

/** `body` is that of main. */
const program = (
  name: string,
  body: string,
  more: Partial<NativeProgram> & { before?: string } = {},
): NativeProgram => {
  const { before = '', ...rest } = more;
  return { name, code: `${HEAD}${before}\nint main(void) {\n${body}\n}\n`, ...rest };
};

const LINES = Array.from({ length: 100_000 }, (_, index) => String((index * 7919) % 1_000_003)).join('\n');

export const C_PROGRAMS: NativeProgram[] = [
  program('scanf of numbers', 'int a, b; while (scanf("%d %d", &a, &b) == 2) printf("%d\\n", a + b);', {
    input: '1 2\n3 4\n-5 5',
  }),
  program('getchar to the end', 'int c, n = 0; while ((c = getchar()) != EOF) if (c == 10) n++; printf("%d\\n", n);', {
    input: 'a\nb\n\nc\n',
  }),
  program('fgets by lines', 'char line[20]; while (fgets(line, sizeof line, stdin)) printf("[%s]", line);', {
    input: 'short\na line that is longer than the room\nno end',
  }),
  program(
    'scanf of words and characters',
    'char w[50], c; int n; scanf("%49s %c %i", w, &c, &n); printf("%s|%c|%d", w, c, n);',
    {
      input: '  hello   x 0x1f',
    },
  ),
  program('scanf with scansets', 'char a[20], b[20]; scanf("%19[a-z]%*[^0-9]%19[0-9]", a, b); printf("%s %s", a, b);', {
    input: 'abc--;-123def',
  }),
  program('fread of everything', 'static char b[1000]; int n = (int)fread(b, 1, 999, stdin); printf("%d %s", n, b);', {
    input: 'all of it\nin one piece',
  }),
  program(
    'standard input read twice',
    'int a; scanf("%d", &a); rewind(stdin); int b; scanf("%d", &b); printf("%d %d", a, b);',
    {
      input: '17 4',
    },
  ),
  program(
    'an end of input in the middle',
    'int a = 5, r = scanf("%d", &a); printf("%d %d %d", r, a, feof(stdin) != 0);',
  ),
  program('100,000 lines in and out', 'int x; while (scanf("%d", &x) == 1) printf("%d\\n", x * 2);', { input: LINES }),
  program('output without a newline at the end', 'printf("a"); fputs("b", stdout); putchar(99);'),
  program(
    'standard error beside it',
    'fprintf(stderr, "noise\\n"); puts("data"); fflush(stdout); fputs("more", stderr);',
  ),
  program('bytes that are no text', 'for (int i = 1; i < 128; i++) putchar(i);'),
  program(
    'integers in all formats',
    'printf("%5d|%-5d|%05d|%+d|% d|%x|%X|%o|%#x|%u|%lld|%llu|%hhd|%hd\\n", 42, 42, 42, 42, 42, 255, 255, 8, 255, 4000000000u, -9000000000ll, 18000000000000000000ull, (signed char)300, (short)70000);',
  ),
  program(
    'floats in all formats',
    'double v[] = {0, -0.0, 1, 0.1, 2.5, 3.5, 1e10, 1e-10, 123456789.987654321, 1.0 / 3, 5e-324, 1.7976931348623157e308};\nfor (int i = 0; i < 12; i++) printf("%f %.0f %.3f %e %g %.10g %.17g %10.2f|%-10.1f|\\n", v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i], v[i]);',
  ),
  program(
    'infinities and not-a-number',
    'double z = 0; volatile double a = 1 / z, b = -1 / z; printf("%f %f %g %d\\n", a, b, a, isnan(a + b) != 0);',
  ),
  program('texts in all formats', 'printf("%10s|%-10s|%.2s|%*s|%c|%%\\n", "abc", "abc", "abc", 6, "ab", 65);'),
  program(
    'long long',
    'int64_t a = INT64_C(1) << 62; unsigned long long b = ~0ull; printf("%lld %llu %lld\\n", (long long)a, b, (long long)(a / 7 * 3));',
  ),
  program(
    'wrapping of unsigned numbers',
    'unsigned a = 4000000000u; a += 1000000000u; uint64_t h = 1469598103934665603ull; for (int i = 0; i < 10; i++) h = (h ^ i) * 1099511628211ull; printf("%u %llu\\n", a, (unsigned long long)h);',
  ),
  program(
    'division and remainders of negative numbers',
    'for (int a = -7; a <= 7; a += 14) for (int b = -2; b <= 2; b += 4) printf("%d %d\\n", a / b, a % b);',
  ),
  program(
    'shifts',
    'volatile int s = 33; unsigned u = 1; printf("%d %d %u\\n", -8 >> 1, (int)(0x80000000u >> 4), u << (s & 31));',
  ),
  program(
    'floats that do not fit an int',
    'volatile double big = 1e20, low = -1e20; printf("%d %d %lld\\n", (int)big, (int)low, (long long)big);',
  ),
  program(
    'mathematics',
    'printf("%.6f %.6f %.6f %.0f %.0f %.0f %.0f\\n", sqrt(2), fabs(-3.5), fmod(7.5, 2), floor(-1.5), ceil(1.2), round(2.5), trunc(-2.7));',
  ),
  program('a struct by value', 'struct p a = make(3, 4), b = a; b.x = 9; printf("%d %d %d\\n", a.x, a.y, b.x);', {
    before: 'struct p { int x, y; };\nstatic struct p make(int x, int y) { struct p p = {x, y}; return p; }',
  }),
  program(
    'function pointers',
    'int (*ops[])(int, int) = {add, mul}; for (int i = 0; i < 2; i++) printf("%d\\n", ops[i](6, 7));',
    {
      before: 'static int add(int a, int b) { return a + b; }\nstatic int mul(int a, int b) { return a * b; }',
    },
  ),
  program(
    'lists in allocated memory',
    'struct n *head = 0; for (int i = 0; i < 1000; i++) { struct n *x = malloc(sizeof *x); x->v = i; x->next = head; head = x; }\nint s = 0; while (head) { s += head->v; struct n *x = head; head = head->next; free(x); }\nprintf("%d\\n", s);',
    {
      before: 'struct n { int v; struct n *next; };',
    },
  ),
  program(
    'realloc and memmove',
    'int *a = 0; int n = 0; for (int i = 0; i < 5000; i++) { a = realloc(a, (n + 1) * sizeof *a); a[n++] = i; } memmove(a, a + 10, 100 * sizeof *a); printf("%d %d %d\\n", a[0], a[99], a[4999]);',
  ),
  program(
    'tokens of a text',
    'char t[] = "a,b;;c"; for (char *p = strtok(t, ",;"); p; p = strtok(0, ",;")) printf("<%s>", p); printf("%s", strstr("haystack", "st"));',
  ),
  program(
    'classes of characters',
    'const char *s = "aB3 \\n_"; for (; *s; s++) printf("%d%d%d%d ", isalpha(*s) != 0, isdigit(*s) ? 1 : 0, !!isspace(*s), toupper(*s));',
  ),
  program(
    'a sieve',
    'static char c[2000001]; int n = 0; for (int i = 2; i <= 2000000; i++) { if (!c[i]) { n++; for (int j = i * 2; j <= 2000000; j += i) c[j] = 1; } } printf("%d\\n", n);',
  ),
  program('a recursion of 1,000', 'printf("%d\\n", down(1000));', {
    before: 'static int down(int n) { return n == 0 ? 0 : 1 + down(n - 1); }',
  }),
  program(
    'an array of variable length',
    'int n = 5; int a[n]; for (int i = 0; i < n; i++) a[i] = i * i; printf("%d\\n", a[4]);',
  ),
  program('an exit code', 'printf("before"); return 3;'),
  program('exit in the middle', 'puts("a"); exit(300); puts("b");'),
  program('atexit', 'atexit(bye); puts("a");', { before: 'static void bye(void) { puts("bye"); }' }),
  program('an assertion that fails', 'puts("a"); fflush(stdout); assert(1 + 1 == 3);'),
  program('abort', 'puts("lost in the buffer"); abort();'),
  program('a division by zero', 'puts("a"); fflush(stdout); volatile int z = 0; printf("%d\\n", 5 / z);'),
  program(
    'an environment as on the server',
    'printf("%s\\n", getenv("ONLINE_JUDGE")); printf("%d\\n", getenv("DATABASE_URL") == 0);',
  ),
  program(
    'the macro ONLINE_JUDGE',
    '#ifndef ONLINE_JUDGE\nfreopen("input.txt", "r", stdin);\n#endif\nint a; scanf("%d", &a); printf("%d", a);',
    { input: '5' },
  ),
  program('sorting', 'int a[] = {3, 1, 2}; qsort(a, 3, sizeof *a, cmp); printf("%d", a[0]);', {
    before: 'static int cmp(const void *a, const void *b) { return *(int *)a - *(int *)b; }',
    doubtful: 'ties',
  }),
  program('long', 'long a = 1; a <<= 40; printf("%ld\\n", a);', { doubtful: 'long' }),
  program('a literal of long', 'printf("%d\\n", (int)((1L << 40) >> 38));', { doubtful: 'long' }),
  program('size_t', 'size_t n = 3; printf("%zu\\n", n - 4);', { doubtful: 'width' }),
  program('the size of a pointer', 'printf("%d\\n", (int)sizeof(char *));', { doubtful: 'width' }),
  program('rand', 'srand(1); printf("%d\\n", rand());', { doubtful: 'random' }),
  program('long double', 'long double x = 0.1L; printf("%.20Lf\\n", x);', { doubtful: 'long double' }),
  program('the difference of two texts', 'printf("%d\\n", strcmp("a", "d"));', { doubtful: 'library' }),
  program('the value of a class of characters', 'printf("%d\\n", isalpha(65) + 0);', { doubtful: 'library' }),
  program('an address', 'int x; printf("%p\\n", (void *)&x);', { doubtful: 'addresses' }),
  program('sines to fifteen digits', 'printf("%.15f\\n", sin(1e6));', { doubtful: 'floats' }),
  program(
    'a null pointer',
    'volatile int zero = 0; int *p = zero ? &(int){1} : 0; puts("a"); fflush(stdout); printf("%d", *p);',
    { leftToServer: 'fault' },
  ),
  program('a wild pointer', 'volatile unsigned at = 0xfff00000u; int *p = (int *)(uintptr_t_)at; printf("%d", *p);', {
    before: 'typedef __UINTPTR_TYPE__ uintptr_t_;',
    leftToServer: 'fault',
  }),
  program('a recursion without end', 'printf("%d", down(1));', {
    before: 'static volatile int sink;\nstatic int down(int n) { int r = down(n + 1); sink = r; return r + n; }',
    leftToServer: 'recursion',
  }),
  program(
    'memory without end',
    'for (;;) { char *p = malloc(1 << 20); if (!p) return 1; memset(p, 1, 1 << 20); sink = p; }',
    {
      before: 'char *volatile sink;',
      leftToServer: 'memory',
    },
  ),
  program(
    'memory that is only reserved',
    'static char big[200 << 20]; volatile int at = 5; big[at] = 1; printf("%d", big[at * 2]);',
    {
      leftToServer: 'memory',
    },
  ),
  program('a file', 'FILE *f = fopen("/etc/hostname", "r"); printf("%d", f == 0);', { doubtful: 'files' }),
  program('a nested function', 'int twice(int x) { return 2 * x; } printf("%d", twice(4));', {
    leftToServer: 'compile',
  }),
  program('a process', 'printf("%d", system("true"));', { leftToServer: 'compile' }),
];
