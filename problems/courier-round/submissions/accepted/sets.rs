use std::io::{self, Read};

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    let numbers: Vec<i64> = text.split_whitespace().map(|word| word.parse().unwrap()).collect();
    let n = numbers[0] as usize;
    let places: Vec<(i64, i64)> = numbers[1..].chunks(2).map(|pair| (pair[0], pair[1])).collect();
    let ride = |a: usize, b: usize| (places[a].0 - places[b].0).abs() + (places[a].1 - places[b].1).abs();
    let far = i64::MAX / 4;
    let mut least = vec![vec![far; n + 1]; 1 << n];
    least[0][0] = 0;
    for visited in 0..(1usize << n) {
        for last in 0..=n {
            let minutes = least[visited][last];
            if minutes == far {
                continue;
            }
            for next in (1..=n).filter(|next| visited >> (next - 1) & 1 == 0) {
                let known = &mut least[visited | 1 << (next - 1)][next];
                *known = (*known).min(minutes + ride(last, next));
            }
        }
    }
    let best = (1..=n).map(|last| least[(1 << n) - 1][last] + ride(last, 0)).min().unwrap();
    println!("{}", best);
}
