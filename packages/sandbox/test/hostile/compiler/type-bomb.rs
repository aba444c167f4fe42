// Attack: types that double at each step.
// Incident: template-bombs
// Expect: exited 0 | exited 1 | cpu-limit | memory-limit | signaled SIGABRT | exited 101
// Limits: cpuTimeMs=1200 memoryBytes=536870912
fn double<T: Clone>(t: T) -> (T, T) { (t.clone(), t) }
fn main() {
    let a = double(double(double(double(double(double(double(double(double(double(double(double(0u8))))))))))));
    let b = double(double(double(double(double(double(double(double(double(double(double(double(a))))))))))));
    std::hint::black_box(b);
}
