use std::io;

/// Counts the notes up to the end of the group; returns them and the place behind its bracket.
fn count_notes(tune: &[u8], mut place: usize) -> (u64, usize) {
    let mut notes = 0;
    while place < tune.len() && tune[place] != b')' {
        if tune[place].is_ascii_lowercase() {
            notes += 1;
            place += 1;
            continue;
        }
        let mut times = 0u64;
        while tune[place].is_ascii_digit() {
            times = 10 * times + u64::from(tune[place] - b'0');
            place += 1;
        }
        let (inner, after) = count_notes(tune, place + 1);
        notes += times.max(1) * inner;
        place = after;
    }
    (notes, place + 1)
}

fn main() {
    let mut line = String::new();
    io::stdin().read_line(&mut line).unwrap();
    println!("{}", count_notes(line.trim().as_bytes(), 0).0);
}
