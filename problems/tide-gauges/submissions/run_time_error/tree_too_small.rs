// The leaves begin at the next power of two, but there is room for 2n nodes only: the index is out of bounds.
use std::io::{self, Read};

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    let mut words = text.split_ascii_whitespace();
    let n: usize = words.next().unwrap().parse().unwrap();
    let q: usize = words.next().unwrap().parse().unwrap();
    let leaves = n.next_power_of_two();
    let mut tree = vec![i32::MAX; 2 * n];
    for i in 0..n {
        tree[leaves + i] = words.next().unwrap().parse().unwrap();
    }
    for k in (1..leaves).rev() {
        tree[k] = tree[2 * k].min(tree[2 * k + 1]);
    }
    for _ in 0..q {
        let kind = words.next().unwrap();
        let first: usize = words.next().unwrap().parse().unwrap();
        let second: i32 = words.next().unwrap().parse().unwrap();
        if kind == "set" {
            tree[leaves + first - 1] = second;
        } else {
            println!("{}", tree[leaves + first - 1..leaves + second as usize].iter().min().unwrap());
        }
    }
}
