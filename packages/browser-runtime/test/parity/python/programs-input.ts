/** Ways to read and to print. */
import type { PythonProgram } from './program.js';

const LINES = `${Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 1_000_003).join('\n')}\n`;
const r = String.raw;

export const INPUT_PROGRAMS: PythonProgram[] = [
  { name: 'one number by input()', code: 'print(int(input()) * 2)', input: '21\n' },
  { name: 'input() without a final newline', code: 'print(repr(input()))', input: 'last line' },
  { name: 'a prompt goes to standard output', code: 'name = input("Name? ")\nprint("hello", name)', input: 'Ada\n' },
  { name: 'input() at the end of the file', code: 'input()\ninput()', input: 'one\n' },
  {
    name: 'input() until EOFError',
    code: 'n = 0\ntry:\n    while True:\n        n += int(input())\nexcept EOFError:\n    print(n)',
    input: '1\n2\n3\n',
  },
  { name: 'CRLF line ends', code: 'print([input(), input()])', input: 'a\r\nb\r\n' },
  { name: 'lone carriage returns', code: 'import sys\nprint(sys.stdin.read().splitlines())', input: 'a\rb\rc' },
  { name: 'sys.stdin.read', code: 'import sys\nprint(sum(map(int, sys.stdin.read().split())))', input: '1 2 3\n4 5\n' },
  {
    name: 'sys.stdin.readline through a shorthand',
    code: 'import sys\ninput = sys.stdin.readline\nn = int(input())\nprint([input().rstrip() for _ in range(n + 1)])',
    input: '2\nab\ncd\n',
  },
  { name: 'sys.stdin.readlines', code: 'import sys\nprint(sys.stdin.readlines())', input: 'x\ny\n\nz' },
  {
    name: 'iteration over sys.stdin',
    code: 'import sys\nfor line in sys.stdin:\n    print(repr(line))',
    input: 'a\n\nb\n',
  },
  {
    name: 'input() and sys.stdin mixed',
    code: 'import sys\nprint(input())\nprint(sys.stdin.readline())\nprint(next(sys.stdin))\nprint(sys.stdin.read())',
    input: 'a\nb\nc\nd\ne\n',
  },
  { name: 'sys.stdin.buffer.read', code: 'import sys\nprint(sys.stdin.buffer.read())', input: 'å\n1 2' },
  {
    name: 'sys.stdin.buffer.readline',
    code: 'import sys\nread = sys.stdin.buffer.readline\nprint(int(read()), list(map(int, read().split())), read())',
    input: '3\n1 2 3\n',
  },
  { name: 'open(0).read', code: 'print(*map(int, open(0).read().split()))', input: '5 6\n7' },
  { name: 'open(0) as lines', code: 'a, *rest = open(0)\nprint(repr(a), rest)', input: '1\n2\n3' },
  { name: 'open("/dev/stdin")', code: 'print(open("/dev/stdin").read().upper())', input: 'abc' },
  {
    name: 'os.read of the whole file',
    code: 'import os, sys\ndata = os.read(0, os.fstat(0).st_size)\nprint(len(data), sum(map(int, data.split())))',
    input: LINES,
  },
  {
    name: 'the fast reader of contest templates',
    code: r`import os, sys
from io import BytesIO, IOBase
class FastIO(IOBase):
    newlines = 0
    def __init__(self, file):
        self._fd = file.fileno()
        self.buffer = BytesIO()
        self.writable = "x" in file.mode or "r" not in file.mode
        self.write = self.buffer.write if self.writable else None
    def readline(self):
        while self.newlines == 0:
            b = os.read(self._fd, max(os.fstat(self._fd).st_size, 8192))
            self.newlines = b.count(b"\n") + (not b)
            ptr = self.buffer.tell()
            self.buffer.seek(0, 2), self.buffer.write(b), self.buffer.seek(ptr)
        self.newlines -= 1
        return self.buffer.readline()
    def flush(self):
        if self.writable:
            os.write(self._fd, self.buffer.getvalue())
            self.buffer.truncate(0), self.buffer.seek(0)
class IOWrapper(IOBase):
    def __init__(self, file):
        self.buffer = FastIO(file)
        self.flush = self.buffer.flush
        self.writable = self.buffer.writable
        self.write = lambda s: self.buffer.write(s.encode("ascii"))
        self.readline = lambda: self.buffer.readline().decode("ascii")
sys.stdin, sys.stdout = IOWrapper(sys.stdin), IOWrapper(sys.stdout)
input = lambda: sys.stdin.readline().rstrip("\r\n")
n = int(input())
print(sum(int(input()) for _ in range(n)))
sys.stdout.flush()`,
    input: '3\n10\n20\n30\n',
  },
  { name: '100,000 lines by input()', code: 'print(sum(int(input()) for _ in range(100000)))', input: LINES },
  { name: '100,000 lines echoed one by one', code: 'for _ in range(100000):\n    print(input())', input: LINES },
  {
    name: '100,000 lines at once',
    code: 'import sys\nsys.stdout.write("\\n".join(sorted(sys.stdin.read().split())))',
    input: LINES,
  },
  { name: 'print with sep and end', code: 'print(1, 2, 3, sep=", ", end="!\\n")\nprint()\nprint("a", end="")' },
  {
    name: 'both streams of output',
    code: 'import sys\nprint("out")\nprint("err", file=sys.stderr)\nsys.stdout.write("a")\nsys.stdout.flush()\nsys.stdout.buffer.write(b"b\\n")',
  },
  { name: 'bytes that are no text', code: 'import sys\nsys.stdout.buffer.write(bytes(range(32, 127)) + b"\\n")' },
  {
    name: 'input that is no UTF-8 in part',
    code: 'import sys\ndata = sys.stdin.buffer.read()\nprint(len(data), data.decode("utf-8"))',
    input: '日本\n',
  },
  { name: 'open(1, "w")', code: 'out = open(1, "w")\nout.write("direct\\n")\nout.flush()' },
  { name: 'writelines', code: 'import sys\nsys.stdout.writelines(f"{i}\\n" for i in range(5))' },
  {
    name: 'fileinput',
    code: 'import fileinput\nfor line in fileinput.input():\n    print(line.strip()[::-1])',
    input: 'ab\ncd\n',
  },
  {
    name: 'redirected output',
    code: 'import io, contextlib\nwith contextlib.redirect_stdout(io.StringIO()) as out:\n    print("hidden")\nprint(len(out.getvalue()))',
  },
  { name: 'nothing at all', code: '' },
  { name: 'a byte order mark', code: '\uFEFFprint("fine")' },
  { name: 'a coding line', code: '# -*- coding: latin-1 -*-\nprint(len("abc"))' },
];
