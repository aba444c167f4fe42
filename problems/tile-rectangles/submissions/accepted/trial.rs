use std::io;

fn main() {
    let mut line = String::new();
    io::stdin().read_line(&mut line).unwrap();
    let n: u64 = line.trim().parse().unwrap();
    let rectangles = (1..).take_while(|side| side * side <= n).filter(|side| n % side == 0).count();
    println!("{}", rectangles);
}
