/** Programs of several files, and with files that the problem's package adds. */
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DEFAULT_LIMITS } from '@letscode/core';
import { describe, expect, it } from 'vitest';
import { type CompileJob, compileProgram, runProgram } from '../src/index.js';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();

interface Parts {
  language: string;
  files: Record<string, string>;
  included?: Record<string, string>;
  entrypoint?: string;
}

const MIB = 1024 * 1024;

/** What the program prints on the input `20 22`, or its compiler's words. Undefined where the language is not installed. */
async function printedBy(parts: Parts): Promise<string | undefined> {
  const language = bench.languages.find((each) => each.id === parts.language);
  if (!language) return undefined;
  const hostFolder = await mkdtemp(join(bench.folder, 'several-'));
  const sources = Object.entries(parts.files).map(([name, content]) => ({ name, content }));
  const included = Object.entries(parts.included ?? {}).map(async ([name, content]) => {
    const hostPath = join(hostFolder, 'package', name);
    await mkdir(dirname(hostPath), { recursive: true });
    await writeFile(hostPath, content);
    return { name, hostPath };
  });
  const job: CompileJob = {
    runner: bench.sandbox,
    language,
    sources,
    hostFolder,
    included: await Promise.all(included),
  };
  if (parts.entrypoint !== undefined) job.entrypoint = parts.entrypoint;
  const program = await compileProgram(job);
  if (program.result && !program.result.ok) return program.result.output;
  const hostStdinPath = join(hostFolder, 'stdin');
  await writeFile(hostStdinPath, '20 22\n');
  const limits = { ...DEFAULT_LIMITS, cpuTimeMs: 20_000, wallTimeMs: 60_000, memoryBytes: 256 * MIB };
  const hostOutputStem = join(hostFolder, 'run');
  const run = await runProgram({ runner: bench.sandbox, program, limits, hostStdinPath, hostOutputStem });
  return (await readFile(run.hostStdoutPath, 'utf8')) || (await readFile(run.hostStderrPath, 'utf8'));
}

const READ_C =
  '#include <stdio.h>\nint add(int, int);\nint main(void){int a,b;scanf("%d %d",&a,&b);printf("%d\\n",add(a,b));}';
const JAVA_MAIN =
  'public static void main(String[] x){var s=new java.util.Scanner(System.in);System.out.println(Part.add(s.nextInt(),s.nextInt()));}';

const SEVERAL: Parts[] = [
  { language: 'c', files: { 'run.c': READ_C, 'part.c': 'int add(int a,int b){return a+b;}' } },
  {
    language: 'cpp',
    files: {
      'sub/part.hpp': 'inline int add(int a,int b){return a+b;}',
      'x.cc':
        '#include <iostream>\n#include "sub/part.hpp"\nint main(){int a,b;std::cin>>a>>b;std::cout<<add(a,b)<<std::endl;}',
    },
  },
  {
    language: 'python',
    files: {
      'sub/part.py': 'def add(a, b): return a + b',
      'main.py': 'from sub.part import add\nprint(add(*map(int, input().split())))',
    },
  },
  {
    language: 'pypy',
    files: {
      'part.py': 'def add(a, b): return a + b',
      '__main__.py': 'from part import add\nprint(add(*map(int, input().split())))',
    },
  },
  {
    language: 'javascript',
    files: {
      'part.js': 'exports.add = (a, b) => a + b;',
      'main.js':
        "const { add } = require('./part');\nfunction main(input) { return add(...input.split(' ').map(Number)); }",
    },
  },
  {
    language: 'javascript',
    files: {
      'part.mjs': 'export const add = (a, b) => a + b;',
      'main.mjs':
        "import { add } from './part.mjs';\nimport { readFileSync } from 'node:fs';\nconsole.log(add(...readFileSync(0, 'utf8').split(' ').map(Number)));",
    },
  },
  {
    language: 'typescript',
    files: {
      'part.ts': 'export const add = (a: number, b: number): number => a + b;',
      'main.ts':
        "import { add } from './part';\nfunction main(input: string) { const [a, b] = input.split(' ').map(Number); return add(a!, b!); }",
    },
  },
  {
    language: 'rust',
    files: {
      'part.rs': 'pub fn add(a: i32, b: i32) -> i32 { a + b }',
      'main.rs':
        'mod part;\nfn main(){let mut s=String::new();std::io::stdin().read_line(&mut s).unwrap();let v:Vec<i32>=s.split_whitespace().map(|x|x.parse().unwrap()).collect();println!("{}",part::add(v[0],v[1]));}',
    },
  },
  {
    language: 'java',
    files: {
      'other.java': 'public class Part { static int add(int a,int b){return a+b;} }',
      'x.java': `class Begin { ${JAVA_MAIN} }`,
    },
  },
  {
    language: 'kotlin',
    files: {
      'part.kt': 'fun add(a: Int, b: Int) = a + b',
      'begin.kt': 'fun main() { val (a, b) = readLine()!!.split(" ").map { it.toInt() }; println(add(a, b)) }',
    },
  },
  {
    language: 'go',
    files: {
      'part.go': 'package main\nfunc add(a, b int) int { return a + b }',
      'x.go': 'package main\nimport "fmt"\nfunc main(){var a,b int;fmt.Scan(&a,&b);fmt.Println(add(a,b))}',
    },
  },
  {
    language: 'csharp',
    files: {
      'part.cs': 'static class Part { public static int Add(int a, int b) { return a + b; } }',
      'x.cs':
        "class P { static void Main() { var x = System.Console.ReadLine().Split(' '); System.Console.WriteLine(Part.Add(int.Parse(x[0]), int.Parse(x[1]))); } }",
    },
  },
  {
    language: 'ruby',
    files: {
      'part.rb': 'def add(a, b) = a + b',
      'main.rb': "require_relative 'part'\nputs add(*gets.split.map(&:to_i))",
    },
  },
  {
    language: 'php',
    files: {
      'part.php': '<?php function add($a, $b) { return $a + $b; }',
      'main.php':
        "<?php require 'part.php'; echo add(...array_map('intval', explode(' ', trim(fgets(STDIN))))), \"\\n\";",
    },
  },
  {
    language: 'lua',
    files: {
      'part.lua': 'return { add = function(a, b) return a + b end }',
      'main.lua': 'print(require("part").add(io.read("n", "n")))',
    },
  },
  {
    language: 'perl',
    files: {
      'Part.pm': 'package Part;\nsub add { $_[0] + $_[1] }\n1;',
      'main.pl': 'use Part;\nprint Part::add(split " ", <STDIN>), "\\n";',
    },
  },
  {
    language: 'haskell',
    files: {
      'Part.hs': 'module Part where\nadd :: Int -> Int -> Int\nadd a b = a + b',
      'x.hs': 'import Part\nmain :: IO ()\nmain = do { [a, b] <- map read . words <$> getLine; print (add a b) }',
    },
  },
  {
    language: 'ocaml',
    files: {
      'begin.ml': 'let () = Scanf.scanf "%d %d" (fun a b -> print_int (Part.add a b))',
      'part.ml': 'let add a b = a + b',
    },
  },
  {
    language: 'pascal',
    files: {
      'part.pp':
        'unit part;\ninterface\nfunction add(a, b: longint): longint;\nimplementation\nfunction add(a, b: longint): longint;\nbegin add := a + b; end;\nend.',
      'x.pas': 'program x;\nuses part;\nvar a, b: longint;\nbegin read(a, b); writeln(add(a, b)); end.',
    },
  },
];

describe('A program of several files', () => {
  it.for(SEVERAL)('in $language is compiled and run as one', async (parts, { skip }) => {
    const printed = await printedBy(parts);
    if (printed === undefined) skip(`${parts.language} is not installed here`);
    expect(printed?.trim()).toBe('42');
  });

  it('begins where its author says', async () => {
    const files = { 'a.py': 'print("a")', 'main.py': 'print("main")' };
    expect(await printedBy({ language: 'python', files, entrypoint: 'a.py' })).toBe('a\n');
    const classes = {
      'A.java': 'class A{public static void main(String[] x){System.out.println("A");}}',
      'Main.java': 'class Main{public static void main(String[] x){System.out.println("Main");}}',
    };
    expect(await printedBy({ language: 'java', files: classes, entrypoint: 'A' })).toBe('A\n');
    expect(await printedBy({ language: 'java', files: classes })).toBe('Main\n');
  });
});

const GRADED: Parts[] = [
  {
    language: 'cpp',
    files: { 'main.cpp': '#include "part.h"\nint add(int a,int b){return a+b;}' },
    included: { 'part.h': 'int add(int,int);', 'main.cpp': READ_C.replace('(void)', '()') },
  },
  {
    language: 'c',
    files: { 'solution.c': '#include "part.h"\nint add(int a,int b){return a+b;}' },
    included: { 'part.h': 'int add(int,int);', 'grader.c': READ_C },
  },
  {
    language: 'python',
    files: { 'part.py': 'def add(a, b): return a + b' },
    included: { 'grader.py': 'import part\nprint(part.add(*map(int, input().split())))' },
  },
  {
    language: 'java',
    files: {
      'part.java': 'class Part { static int add(int a,int b){return a+b;} public static void main(String[] x){} }',
    },
    included: { 'grader.java': `public class grader { ${JAVA_MAIN} }` },
  },
  {
    language: 'rust',
    files: { 'part.rs': 'pub fn add(a: i32, b: i32) -> i32 { a + b }' },
    included: {
      'main.rs':
        'mod part;\nfn main(){let mut s=String::new();std::io::stdin().read_line(&mut s).unwrap();let v:Vec<i32>=s.split_whitespace().map(|x|x.parse().unwrap()).collect();println!("{}",part::add(v[0],v[1]));}',
    },
  },
];

describe('JavaScript in several files', () => {
  it('does not compile when a file that nobody loads has a syntax error', async () => {
    const files = { 'main.js': 'console.log(42);', 'part.js': 'import function add() {}' };
    expect(await printedBy({ language: 'javascript', files })).toContain('part.js:1:8: error: SyntaxError');
  });

  it('may hold scripts and modules side by side', async () => {
    const files = {
      'main.js': 'console.log(42);',
      'part.mjs': 'export default 1;',
      'tool.js': '#!/usr/bin/env node\n1;',
    };
    expect(await printedBy({ language: 'javascript', files })).toBe('42\n');
  });
});

describe('Files of the package', () => {
  it.for(GRADED)('in $language are compiled with the submission, and begin', async (parts) => {
    expect((await printedBy(parts))?.trim()).toBe('42');
  });

  it('win over those of the submission', async () => {
    const files = { 'main.py': 'import part\nprint(part.name)', 'part.py': 'name = "its own"' };
    expect(await printedBy({ language: 'python', files, included: { 'part.py': 'name = "given"' } })).toBe('given\n');
  });
});
