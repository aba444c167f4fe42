// Attack: a macro that calls itself without end.
// Incident: template-bombs macro-bombs
// Expect: exited 1 | memory-limit | cpu-limit | signaled SIGABRT | signaled SIGSEGV | exited 101
// Limits: cpuTimeMs=1200 memoryBytes=536870912
#![recursion_limit = "1000000000"]
macro_rules! again { ($($t:tt)*) => { again!($($t)* $($t)* x) } }
fn main() { again!(x x x x); }
