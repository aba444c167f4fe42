// Attack: takes files of the host into the program.
// Incident: DMOJ-318 expected-answer
// Expect: exited 1
// Collected: nothing
fn main() {
    println!("{}", include_str!("/etc/passwd"));
    println!("{:?}", include_bytes!("{file}"));
}
#[path = "/etc/shadow"]
mod shadow;
