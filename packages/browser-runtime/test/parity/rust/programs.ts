/** Programs in Rust. */
import type { NativeProgram } from '../../wasi/parity.js';

const READ =
  'use std::io::{self, BufRead, Read, Write};\nfn all() -> String { let mut s = String::new(); io::stdin().read_to_string(&mut s).unwrap(); s }\n';

const program = (
  name: string,
  body: string,
  more: Partial<NativeProgram> & { before?: string } = {},
): NativeProgram => {
  const { before = '', ...rest } = more;
  return { name, code: `#![allow(unused)]\n${READ}${before}\nfn main() {\n${body}\n}\n`, ...rest };
};

const LINES = Array.from({ length: 100_000 }, (_, index) => String((index * 7919) % 1_000_003)).join('\n');

export const RUST_PROGRAMS: NativeProgram[] = [
  program(
    'the sum of words',
    'let t: i64 = all().split_whitespace().map(|w| w.parse::<i64>().unwrap()).sum();\nprintln!("{}", t);',
    { input: '1 2\n-3 40000000000' },
  ),
  program(
    'lines',
    'for (i, line) in io::stdin().lock().lines().enumerate() { println!("{}: {}", i, line.unwrap().trim_end()); }',
    { input: 'a\nb b\n\nlast' },
  ),
  program(
    'read_line',
    'let mut a = String::new(); io::stdin().read_line(&mut a).unwrap(); let mut b = String::new(); let n = io::stdin().read_line(&mut b).unwrap(); println!("{:?} {:?} {}", a, b, n);',
    { input: 'one\ntwo' },
  ),
  program(
    '100,000 lines in and out',
    'let out = io::stdout(); let mut out = io::BufWriter::new(out.lock()); for line in io::stdin().lock().lines() { let x: i64 = line.unwrap().parse().unwrap(); writeln!(out, "{}", x * 2).unwrap(); }',
    { input: LINES },
  ),
  program(
    'floats as they are shown',
    'for v in [0.0f64, -0.0, 1.0, 0.1, 2.5, 1e21, 1e-7, 1.0 / 3.0, f64::MAX, f64::MIN_POSITIVE, f64::NAN, f64::INFINITY] { println!("{} {:?} {:.3} {:e} {:10.2}|", v, v, v, v, v); }',
  ),
  program(
    'integers as they are shown',
    'println!("{:5}|{:<5}|{:^5}|{:05}|{:+}|{:x}|{:#b}|{:o}|{}", 42, 42, 42, 42, 42, 255, 5, 8, i128::MAX);',
  ),
  program(
    'wrapping numbers',
    'let mut h: u64 = 14695981039346656037; for i in 0..100u64 { h = (h ^ i).wrapping_mul(1099511628211); } println!("{} {} {:?}", h, 250u8.wrapping_add(10), 250u8.checked_add(10));',
  ),
  program('conversions', 'println!("{} {} {} {}", -1i32 as u32, 300i32 as u8, 1e20f64 as i32, f64::NAN as i32);'),
  program('i128', 'let mut f: i128 = 1; for i in 1..=30i128 { f *= i; } println!("{}", f);'),
  program(
    'sorting',
    'let mut v = vec![(3, "c"), (1, "z"), (3, "a"), (2, "b")]; v.sort(); println!("{:?}", v); v.sort_by(|a, b| b.0.cmp(&a.0)); println!("{:?}", v); v.dedup_by_key(|p| p.0); println!("{:?}", v);',
  ),
  program(
    'ordered maps',
    'let mut m = std::collections::BTreeMap::new(); for w in all().split_whitespace() { *m.entry(w.to_string()).or_insert(0) += 1; } println!("{:?}", m);',
    { input: 'b a b c a b' },
  ),
  program(
    'queues',
    'let mut q = std::collections::VecDeque::new(); for i in 0..10 { if i % 3 == 0 { q.push_front(i) } else { q.push_back(i) } } println!("{:?}", q);',
  ),
  program(
    'texts and their characters',
    'let s = all(); println!("{} {} {:?}", s.trim().chars().rev().collect::<String>(), s.trim().to_uppercase(), s.trim().char_indices().nth(2));',
    { input: 'grüße ß 日本' },
  ),
  program(
    'traits and closures',
    'let shapes: Vec<Box<dyn Fn(i32) -> i32>> = vec![Box::new(|x| x + 1), Box::new(move |x| x * 10)]; for s in &shapes { println!("{}", s(4)); }',
  ),
  program(
    'a struct that prints itself',
    'println!("{:?} {:#?} {}", P { x: 1, y: 2 }, P { x: 3, y: 4 }, P { x: 5, y: 6 });',
    {
      before:
        '#[derive(Debug)]\nstruct P { x: i32, y: i32 }\nimpl std::fmt::Display for P { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { write!(f, "<{}, {}>", self.x, self.y) } }',
    },
  ),
  program(
    'a sieve',
    'let mut c = vec![true; 1_000_001]; let mut n = 0; for i in 2..=1_000_000 { if c[i] { n += 1; let mut j = i + i; while j <= 1_000_000 { c[j] = false; j += i; } } } println!("{}", n);',
  ),
  program('a recursion of 1,000', 'println!("{}", down(1000));', {
    before: 'fn down(n: u32) -> u32 { if n == 0 { 0 } else { 1 + down(n - 1) } }',
  }),
  program(
    'iterators',
    'let v: Vec<i32> = (1..20).filter(|x| x % 3 == 0).map(|x| x * x).rev().collect(); println!("{:?} {:?} {:?}", v, v.iter().max(), v.windows(2).map(|w| w[0] - w[1]).collect::<Vec<_>>());',
  ),
  program('a panic', 'println!("a"); panic!("bad");'),
  program(
    'an index out of bounds',
    'let v = vec![1, 2, 3]; let i = all().trim().parse::<u8>().unwrap(); println!("{}", v[i as usize]);',
    { input: '7' },
  ),
  program('unwrap of nothing', 'let n: i32 = all().trim().parse().unwrap(); println!("{}", n);', { input: 'x' }),
  program('a division by zero', 'let n: i32 = all().trim().parse().unwrap(); println!("{}", 10 / n);', { input: '0' }),
  program('an exit code', 'println!("a"); std::process::exit(4);'),
  program(
    'an error from main',
    'let e: Result<(), String> = Err("no".into()); if let Err(m) = e { eprintln!("{}", m); std::process::exit(1) }',
  ),
  program('usize at its end', 'println!("{}", usize::MAX);', { doubtful: 'width' }),
  program('a product of usize', 'let n: usize = 100_000; println!("{}", n * n);', { doubtful: 'width' }),
  program('a product of lengths', 'let v = vec![0u8; 70_000]; println!("{}", v.len() * v.len());', {
    doubtful: 'width',
  }),
  program('a hash to usize', 'let h: u64 = 1 << 40; println!("{}", h as usize % 1000);', { doubtful: 'width' }),
  program(
    'a hash map',
    'let mut m = std::collections::HashMap::new(); m.insert(1, 2); m.insert(2, 3); println!("{:?}", m);',
    { doubtful: 'hashing' },
  ),
  program('a heap', 'let mut h = std::collections::BinaryHeap::from(vec![1, 3, 2]); println!("{:?}", h.into_vec());', {
    doubtful: 'ties',
  }),
  program('sines', 'println!("{}", 1e6f64.sin());', { doubtful: 'floats' }),
  program('threads', 'std::thread::spawn(|| println!("a")).join().unwrap();', { doubtful: 'unsupported' }),
  program('the time', 'let t = std::time::Instant::now(); println!("{:?}", t);', { doubtful: 'time' }),
  program('a caught panic', 'println!("{}", std::panic::catch_unwind(|| panic!("x")).is_err());', {
    doubtful: 'unsupported',
  }),
  program('memory without end', 'let mut all: Vec<Vec<u64>> = vec![]; loop { all.push(vec![1; 1 << 17]); }', {
    leftToServer: 'memory',
  }),
  program('a recursion without end', 'println!("{}", down(1));', {
    before:
      '#[inline(never)]\nfn down(n: u64) -> u64 { let r = down(std::hint::black_box(n + 1)); r.wrapping_add(std::hint::black_box(n)) }',
    leftToServer: 'compile',
  }),
];
