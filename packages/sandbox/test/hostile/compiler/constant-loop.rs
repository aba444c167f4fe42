// Attack: a constant whose value is never found.
// Incident: template-bombs
// Expect: exited 1 | cpu-limit
// Limits: cpuTimeMs=800
#![allow(long_running_const_eval)]
const ENDLESS: u64 = { let mut n = 0u64; while n < u64::MAX { n += 1; } n };
fn main() { println!("{}", ENDLESS); }
