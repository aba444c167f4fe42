// Attack: passes arguments to the linker and code to the compiler.
// Incident: gcc-plugins DMOJ-318 compiler-options
// Expect: exited 1
// Collected: nothing
#![crate_type = "proc-macro"]
#![feature(plugin, link_args)]
#![plugin(evil)]
core::arch::global_asm!(".incbin \"/etc/shadow\"");
#[link(name = "/etc/passwd", kind = "static")]
extern "C" {}
fn main() {}
