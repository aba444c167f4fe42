// Parses into 32 bits: unwrap() panics for more tiles.
use std::io;

fn main() {
    let mut line = String::new();
    io::stdin().read_line(&mut line).unwrap();
    let n: i64 = line.trim().parse::<i32>().unwrap().into();
    let mut rectangles = 0;
    let mut side = 1i64;
    while side * side <= n {
        if n % side == 0 {
            rectangles += 1;
        }
        side += 1;
    }
    println!("{}", rectangles);
}
