/** For each language a program for each fate; all read two integers. The right answer is their sum. */
export interface Programs {
  accepted: string;
  wrong: string;
  crash: string;
  syntaxError: string;
  /** Line on which the compiler must report. */
  syntaxErrorLine: number;
  endless: string;
  /** Takes memory, and writes to it, until it is stopped. */
  hungry: string;
}

export const PROGRAMS: Record<string, Programs> = {
  c: {
    accepted: '#include <stdio.h>\nint main(void){int a,b;scanf("%d %d",&a,&b);printf("%d\\n",a+b);}',
    wrong: '#include <stdio.h>\nint main(void){puts("wrong");}',
    crash: 'int main(void){volatile int *p = 0; *p = 1;}',
    syntaxError: 'int main(void) {\n  int x = ;\n}',
    syntaxErrorLine: 2,
    endless: 'int main(void){for(volatile unsigned i=0;;i++);}',
    hungry: '#include <stdlib.h>\n#include <string.h>\nint main(void){for(;;) memset(malloc(1<<24), 1, 1<<24);}',
  },
  cpp: {
    accepted: '#include <iostream>\nint main(){int a,b;std::cin>>a>>b;std::cout<<a+b<<std::endl;}',
    wrong: '#include <cstdio>\nint main(){puts("wrong");}',
    crash: '#include <cstdlib>\nint main(){abort();}',
    syntaxError: 'int main() {\n  return x;\n}',
    syntaxErrorLine: 2,
    endless: 'int main(){for(volatile unsigned i=0;;i++);}',
    hungry: '#include <cstring>\nint main(){for(;;) memset(new char[1<<24], 1, 1<<24);}',
  },
  rust: {
    accepted:
      'use std::io::*;\nfn main(){let mut s=String::new();stdin().read_to_string(&mut s).unwrap();println!("{}",s.split_whitespace().map(|x|x.parse::<i64>().unwrap()).sum::<i64>());}',
    wrong: 'fn main(){println!("wrong");}',
    crash: 'fn main(){let v: Vec<i32> = std::env::args().skip(9).map(|_| 1).collect(); println!("{}", v[0]);}',
    syntaxError: 'fn main() {\n  let x: i32 = "text";\n}',
    syntaxErrorLine: 2,
    endless: 'fn main(){let mut i=0u64;loop{i=unsafe{std::ptr::read_volatile(&i)}.wrapping_add(1);}}',
    hungry:
      'fn main(){let mut v=Vec::new();loop{v.push(vec![1u8;1<<24]);if unsafe{std::ptr::read_volatile(&v[v.len()-1][9])}!=1{return;}}}',
  },
  java: {
    accepted:
      'import java.util.*;\npublic class Sum{public static void main(String[] a){Scanner s=new Scanner(System.in);System.out.println(s.nextInt()+s.nextInt());}}',
    wrong: 'class Main{public static void main(String[] a){System.out.println("wrong");}}',
    crash: 'class Main{public static void main(String[] a){int[] x=new int[1];x[a.length+1]=1;}}',
    syntaxError: 'class Main {\n  int x = "text";\n}',
    syntaxErrorLine: 2,
    endless: 'class Main{static volatile int i;public static void main(String[] a){for(;;)i++;}}',
    hungry:
      'import java.util.*;class Main{public static void main(String[] a){List<byte[]> l=new ArrayList<>();for(;;){byte[] b=new byte[1<<24];Arrays.fill(b,(byte)1);l.add(b);}}}',
  },
  python: {
    accepted: 'print(sum(map(int, input().split())))',
    wrong: 'print("wrong")',
    crash: 'print(1 // 0)',
    syntaxError: 'x = 1\nif x\n  print(x)',
    syntaxErrorLine: 2,
    endless: 'while True: pass',
    hungry: 'a = []\nwhile True: a.append(bytearray(b"x") * (1 << 24))',
  },
  javascript: {
    accepted: 'function main(input) { const [a, b] = input.split(" ").map(Number); return a + b; }',
    wrong: 'console.log("wrong")',
    crash: 'null.x',
    syntaxError: 'const a = 1;\nconst b = ;',
    syntaxErrorLine: 2,
    endless: 'for (;;);',
    hungry: 'const a = []; for (;;) a.push(Buffer.alloc(1 << 24, 1));',
  },
  typescript: {
    accepted: 'function main(input: string): number { const [a, b] = input.split(" ").map(Number); return a + b; }',
    wrong: 'const text: string = "wrong"; console.log(text)',
    crash: 'const nothing: any = null; nothing.x',
    syntaxError: 'const a: number = 1;\nconst b: = 2;',
    syntaxErrorLine: 2,
    endless: 'for (;;);',
    hungry: 'const a: object[][] = []; for (;;) a.push(Array.from({ length: 1 << 16 }, (_, i) => ({ i })));',
  },
};
