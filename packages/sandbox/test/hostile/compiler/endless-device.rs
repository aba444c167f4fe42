// Attack: takes a device that never ends into the program.
// Incident: compiler-explorer-419
// Expect: exited 1 | memory-limit | cpu-limit | signaled SIGABRT
// Limits: cpuTimeMs=5000 memoryBytes=268435456
fn main() {
    println!("{}", include_bytes!("/dev/zero").len());
}
