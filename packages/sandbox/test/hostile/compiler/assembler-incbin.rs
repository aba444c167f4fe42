// Attack: has the assembler put a file of the host into the program.
// Incident: DMOJ-318
// Expect: exited 1
// Collected: nothing
core::arch::global_asm!(".incbin \"/etc/shadow\"", ".incbin \"{file}\"");
fn main() {}
