/** As programs.ts, for the languages that are not installed everywhere. */
import type { Programs } from './programs.js';

/** `npm test` installs them; a machine without one fails. */
export const EXPECTED_LANGUAGES = [
  'go',
  'csharp',
  'ruby',
  'php',
  'lua',
  'perl',
  'pascal',
  'pypy',
  'bash',
  'awk',
  'nasm',
];

export const FURTHER_PROGRAMS: Record<string, Programs> = {
  go: {
    // 3 GiB of garbage, and up to 60 MiB in use: without GOMEMLIMIT the heap doubles and passes 128 MiB.
    accepted:
      'package main\nimport "fmt"\nvar keep [6][]byte\nfunc main(){for i:=0;i<300;i++{b:=make([]byte,10<<20);for j:=range b{b[j]=1};keep[i%6]=b};var a,b int;fmt.Scan(&a,&b);fmt.Println(a+b)}',
    wrong: 'package main\nfunc main(){println("x");print("wrong")}',
    crash: 'package main\nimport "os"\nfunc main(){var p []int;println(p[len(os.Args)])}',
    syntaxError: 'package main\nfunc main(){ x := }',
    syntaxErrorLine: 2,
    endless: 'package main\nvar i uint\nfunc main(){for{i++}}',
    hungry:
      'package main\nvar keep [][]byte\nfunc main(){for{b:=make([]byte,1<<24);for i:=range b{b[i]=1};keep=append(keep,b)}}',
  },
  csharp: {
    accepted:
      "using System;using System.Linq;class P{static void Main(){Console.WriteLine(Console.ReadLine().Split(' ').Sum(int.Parse));}}",
    wrong: 'class P{static void Main(){System.Console.WriteLine("wrong");}}',
    crash: 'class P{static void Main(string[] a){int[] x=new int[1];x[a.Length+1]=1;}}',
    syntaxError: 'class P {\n  static void Main() { int x = ; }\n}',
    syntaxErrorLine: 2,
    endless: 'class P{static volatile int i;static void Main(){for(;;)i++;}}',
    hungry:
      'using System.Collections.Generic;class P{static void Main(){var l=new List<byte[]>();for(;;){var b=new byte[1<<24];for(int i=0;i<b.Length;i+=512)b[i]=1;l.Add(b);}}}',
  },
  ruby: {
    accepted: 'puts gets.split.sum(&:to_i)',
    wrong: 'puts "wrong"',
    crash: 'puts 1 / 0',
    syntaxError: 'x = 1\ny = = 2',
    syntaxErrorLine: 2,
    endless: 'loop { }',
    hungry: 'a = []\nloop { a << "x" * (1 << 24) }',
  },
  php: {
    accepted: '<?php [$a, $b] = explode(" ", trim(fgets(STDIN))); echo $a + $b, "\\n";',
    wrong: '<?php echo "wrong";',
    crash: '<?php intdiv(1, 0);',
    syntaxError: '<?php\n$a = ;',
    syntaxErrorLine: 2,
    endless: '<?php for (;;);',
    hungry: '<?php $a = []; for (;;) $a[] = str_repeat("x", 1 << 24);',
  },
  lua: {
    accepted: 'local a, b = io.read("n", "n")\nprint(a + b)',
    wrong: 'print("wrong")',
    crash: 'error("x")',
    syntaxError: 'local a = 1\nlocal b = = 2',
    syntaxErrorLine: 2,
    endless: 'while true do end',
    hungry: 'local a = {}\nwhile true do a[#a + 1] = string.rep("x", 1 << 24) .. #a end',
  },
  perl: {
    accepted: 'my ($a, $b) = split " ", <STDIN>; print $a + $b, "\\n";',
    wrong: 'print "wrong\\n";',
    crash: 'die "x";',
    syntaxError: 'my $x = 1;\nmy $y = ;',
    syntaxErrorLine: 2,
    endless: '1 while 1;',
    hungry: 'my @a; push @a, chr(65 + @a % 20) x (1 << 24) while 1;',
  },
  pascal: {
    accepted: 'var a, b: longint;\nbegin\n  read(a, b);\n  writeln(a + b);\nend.',
    wrong: "begin writeln('wrong'); end.",
    crash: 'var a: longint;\nbegin\n  a := paramcount;\n  writeln(1 div a);\nend.',
    syntaxError: 'begin\n  writeln(x);\nend.',
    syntaxErrorLine: 2,
    endless: 'begin while true do; end.',
    hungry: 'var p: pointer;\nbegin\n  while true do begin getmem(p, 1 shl 24); fillchar(p^, 1 shl 24, 1); end;\nend.',
  },
  pypy: {
    accepted: 'print(sum(map(int, input().split())))',
    wrong: 'print("wrong")',
    crash: 'print(1 // 0)',
    syntaxError: 'x = 1\ny = = 2',
    syntaxErrorLine: 2,
    endless: 'while True: pass',
    hungry: 'a = []\nwhile True: a.append(bytearray(b"x") * (1 << 24))',
  },
  bash: {
    accepted:
      'set -e\nread -r a b\n[ "$(stat -c %F /)" = directory ]\necho x | base64 | md5sum | cksum | fmt | unexpand | numfmt --invalid=ignore >&2\necho $((a + b))',
    wrong: 'echo wrong',
    crash: 'exit 3',
    syntaxError: 'echo x\nfi',
    syntaxErrorLine: 2,
    endless: 'while :; do :; done',
    hungry: 'x=xxxxxxxxxxxxxxxx\nwhile :; do x=$x$x; done',
  },
  awk: {
    accepted: '{ print $1 + $2 }',
    wrong: 'BEGIN { print "wrong" }',
    crash: 'BEGIN { exit 3 }',
    syntaxError: 'BEGIN {\n  x = = 1\n}',
    syntaxErrorLine: 2,
    endless: 'BEGIN { for (;;); }',
    hungry:
      'BEGIN { x = "xxxxxxxxxxxxxxxx"; for (;;) { x = x x; if (length(x) > 16000000) a[n++] = x "" n; if (n) x = substr(x, 1, 8000001) } }',
  },
  nasm: {
    accepted:
      'global main\nextern scanf, printf\nsection .data\ni: db "%ld %ld", 0\no: db "%ld", 10, 0\nsection .bss\na: resq 1\nb: resq 1\nsection .text\nmain:\n sub rsp, 8\n mov rdi, i\n mov rsi, a\n mov rdx, b\n xor eax, eax\n call scanf\n mov rdi, o\n mov rsi, [a]\n add rsi, [b]\n xor eax, eax\n call printf\n xor eax, eax\n add rsp, 8\n ret',
    wrong:
      'global main\nextern puts\nsection .data\nt: db "wrong", 0\nsection .text\nmain:\n sub rsp, 8\n mov rdi, t\n call puts\n xor eax, eax\n add rsp, 8\n ret',
    crash: 'global main\nsection .text\nmain:\n xor eax, eax\n mov [rax], eax\n ret',
    syntaxError: 'global main\nmain: nothing eax, 1',
    syntaxErrorLine: 2,
    endless: 'global main\nsection .text\nmain: jmp main',
    hungry:
      'global main\nextern malloc, memset\nsection .text\nmain:\n sub rsp, 8\nagain:\n mov edi, 1<<24\n call malloc\n mov rdi, rax\n mov esi, 1\n mov edx, 1<<24\n call memset\n jmp again',
  },
  kotlin: {
    accepted: 'fun main() { println(readLine()!!.split(" ").map { it.toInt() }.sum()) }',
    wrong: 'fun main() { println("wrong") }',
    crash: 'fun main() { println(listOf(1)[System.getenv().size + 5]) }',
    syntaxError: 'fun main() {\n  val x: Int = "text"\n}',
    syntaxErrorLine: 2,
    endless: '@Volatile var i = 0\nfun main() { while (true) i++ }',
    hungry:
      'fun main() { val l = mutableListOf<ByteArray>(); while (true) { val b = ByteArray(1 shl 24); b.fill(1); l.add(b) } }',
  },
  haskell: {
    accepted: 'main = print . sum . map read . words =<< getContents',
    wrong: 'main = putStrLn "wrong"',
    crash: 'main = print (head ([] :: [Int]))',
    syntaxError: 'main :: IO ()\nmain = putStrLn 1',
    syntaxErrorLine: 2,
    endless: "import Data.IORef\nmain = newIORef (0 :: Int) >>= \\r -> let go = modifyIORef' r (+ 1) >> go in go",
    hungry:
      'import qualified Data.Map.Strict as M\nmain = go M.empty 0 where go m i = if M.size m < 0 then print m else go (M.insert (i :: Int) i m) (i + 1)',
  },
  ocaml: {
    accepted: 'let () = Scanf.scanf "%d %d" (fun a b -> Printf.printf "%d\\n" (a + b))',
    wrong: 'let () = print_endline "wrong"',
    crash: 'let () = failwith "x"',
    syntaxError: 'let x = 1\nlet () = print_int "text"',
    syntaxErrorLine: 2,
    endless: 'let () = while true do ignore (Sys.opaque_identity 1) done',
    hungry: "let l = ref []\nlet () = while true do l := Bytes.make (1 lsl 24) 'x' :: !l done",
  },
};
