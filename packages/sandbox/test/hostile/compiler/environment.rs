// Attack: takes the server's settings into the program at compile time.
// Incident: judge0-564 DMOJ-318
// Expect: exited 0
// Program: exited 0
fn main() {
    for value in [option_env!("LETSCODE_TEST_CANARY"), option_env!("DATABASE_URL"), option_env!("SECRET"), option_env!("USER")] {
        if let Some(text) = value { println!("BREACH: {}", text); }
    }
}
